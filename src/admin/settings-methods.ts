/** The person's settings. What they hold is kept by the host; here it is asked for and changed. */
import type { ActivityLog } from '../activity/record.ts';
import { EDITABLE_SETTINGS, type EditableSetting, type SettingChanges, type SettingView } from '../shared/settings-view.ts';
import { AdminFault } from './fault.ts';
import type { Admin } from './method.ts';
import { readObject } from './parameters.ts';

export type SettingsDeps = {
  readonly settings: {
    list(): readonly SettingView[];
    /** All of them or none. @returns why not; null when they are kept */
    change(changes: SettingChanges): string | null;
  };
  readonly activity: Pick<ActivityLog, 'record'>;
};

const LONGEST = 4_096;

export function settingsMethods({ settings, activity }: SettingsDeps): Admin {
  return {
    'settings.get': async () => ({ settings: told(() => settings.list()) }),
    'settings.set': async (value, by) => {
      const changes = readChanges(readObject(readObject(value).values));
      const refused = told(() => settings.change(changes));
      if (refused !== null) throw new AdminFault(refused);
      // The names only: one of them is a secret.
      activity.record({ kind: 'settings.changed', names: Object.keys(changes), by });
      return { settings: settings.list() };
    },
  };
}

/** A file that is damaged is the person's to correct, not a fault of ours. */
function told<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && error.name === 'StartError') throw new AdminFault(error.message);
    throw error;
  }
}

function readChanges(values: Readonly<Record<string, unknown>>): SettingChanges {
  const changes: Partial<Record<EditableSetting, string | null>> = {};
  for (const [name, value] of Object.entries(values)) {
    const setting = EDITABLE_SETTINGS.find((each) => each === name);
    if (setting === undefined) throw new AdminFault(`There is no setting ${name} that can be changed here.`);
    if (value !== null && (typeof value !== 'string' || value.length > LONGEST)) throw new AdminFault(`${name} must be a text, or null for the default`);
    // An empty field is the default.
    changes[setting] = value === null || value.trim() === '' ? null : value.trim();
  }
  if (Object.keys(changes).length === 0) throw new AdminFault('values must name a setting');
  return changes;
}
