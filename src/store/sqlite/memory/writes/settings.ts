import type { CompartmentSettings } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';

export function settingsWrites(db: Sqlite) {
  const set = db.prepare('INSERT INTO settings (compartment, value) VALUES (@compartment, @value) ON CONFLICT (compartment) DO UPDATE SET value = @value');
  return {
    'settings.set': ({ compartment, settings }: { compartment: string; settings: CompartmentSettings }) =>
      void set.run({ compartment, value: JSON.stringify(settings) }),
  };
}
