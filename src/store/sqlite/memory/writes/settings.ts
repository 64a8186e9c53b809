import type { CompartmentSettings } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

export function settingsWrites(db: Sqlite) {
  const set = createVisible(db).own(
    (inside) =>
      `INSERT INTO settings (compartment, value) VALUES (@compartment, @value) ON CONFLICT (compartment) DO UPDATE SET value = @value WHERE ${inside('settings')}`,
  );
  return {
    'settings.set': ({ compartment, settings }: { compartment: string; settings: CompartmentSettings }) =>
      void set.run({ compartment, value: JSON.stringify(settings) }),
  };
}
