import type { Sqlite } from '../../open-database.ts';

export function settingsReads(db: Sqlite) {
  const settings = db.prepare('SELECT value FROM settings WHERE compartment = ?');
  return {
    /** JSON, or null while nobody has changed anything. */
    settings: (compartment: string): string | null => (settings.get(compartment) as { value: string } | undefined)?.value ?? null,
  };
}
