import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

export function settingsReads(db: Sqlite) {
  const settings = createVisible(db).own((inside) => `SELECT value FROM settings WHERE ${inside('settings')}`);
  return {
    /** JSON, or null while nobody has changed anything. */
    settings: (compartment: string): string | null => (settings.get({ compartment }) as { value: string } | undefined)?.value ?? null,
  };
}
