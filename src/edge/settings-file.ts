/**
 * The person's settings, `config.json` in the data directory: the file that electron-store keeps in the desktop host and
 * its base `conf` keeps here. The same values are allowed as in the environment, and a bad one stops the start.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { type ChosenSettings, SETTINGS, type SettingName } from './settings/declared.ts';
import { readBy } from './settings/rule.ts';
import { StartError } from './start-error.ts';

const NAME = 'config';

/** The data directory cannot be named inside itself. */
const KEPT = Object.keys(SETTINGS).filter((name): name is SettingName => name !== 'dataDirectory');

// `conf` brings a hook that ends the process at every signal. This one only says that a file may not grow: a full disk, and answered as one.
process.on('SIGXFSZ', () => undefined);

/** Reads all of the file; throws when it is damaged. Each host has its own library for the same file (ruling 28). */
export type LoadSettings = (directory: string) => Readonly<Record<string, unknown>>;

/** Changes some, or takes out what is undefined, in one write: all of them or none. The rest of the file stays as it is. */
export type SaveSettings = (directory: string, changes: KeptChanges) => void;
export type KeptChanges = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * @param directory the data directory; nothing is created in it
 * @throws StartError naming the setting, its value and what is allowed
 */
export function readSettingsFile(directory: string, load: LoadSettings): ChosenSettings {
  return readSettings(keptSettings(directory, load), (name) => `${name} in ${settingsFileIn(directory)}`);
}

/**
 * @param kept texts by name
 * @param placeOf what the person finds a setting under
 * @throws StartError
 */
export function readSettings(kept: Readonly<Record<string, string | undefined>>, placeOf: (name: string) => string): ChosenSettings {
  const settings: Record<string, unknown> = {};
  for (const name of KEPT) {
    const text = kept[name];
    if (text !== undefined) settings[name] = readBy(SETTINGS[name], text, placeOf(name));
  }
  return settings;
}

/** @returns what the file says, as texts. @throws StartError when it is damaged */
export function keptSettings(directory: string, load: LoadSettings): Readonly<Record<string, string>> {
  const file = settingsFileIn(directory);
  if (!existsSync(file)) return {};
  const kept = Object.entries(loaded(directory, file, load)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** @param directory the data directory */
export function settingsFileIn(directory: string): string {
  return join(directory, `${NAME}.json`);
}

/** The headless host's way. */
export const loadWithConf: LoadSettings = (directory) => open(directory).store;

export const saveWithConf: SaveSettings = (directory, changes) => {
  const file = open(directory);
  file.store = { ...file.store, ...changes };
};

/** Only the person may read it; a damaged file is not thrown away but told. */
const open = (directory: string) =>
  new Conf<Record<string, unknown>>({
    cwd: directory,
    configName: NAME,
    clearInvalidConfig: false,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });

function loaded(directory: string, file: string, load: LoadSettings): Readonly<Record<string, unknown>> {
  try {
    return load(directory);
  } catch (cause) {
    throw new StartError(`${file} is damaged. Correct it, or remove it to start with the default settings.`, { cause });
  }
}
