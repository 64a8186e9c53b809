/**
 * The person's settings, `config.json` in the data directory: the file that electron-store keeps in the desktop host and
 * its base `conf` keeps here. The same values are allowed as in the environment, and a bad one stops the start.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { type EnvironmentSettings, readSetting, SETTING_NAMES } from './environment.ts';
import { StartError } from './start-error.ts';

const NAME = 'config';

// `conf` brings a hook that ends the process at every signal. This one only says that a file may not grow: a full disk, and answered as one.
process.on('SIGXFSZ', () => undefined);

/** Reads all of the file; throws when it is damaged. Each host has its own library for the same file (ruling 28). */
export type LoadSettings = (directory: string) => Readonly<Record<string, unknown>>;

/**
 * @param directory the data directory; nothing is created in it
 * @throws StartError naming the setting, its value and what is allowed
 */
export function readSettingsFile(directory: string, load: LoadSettings): EnvironmentSettings {
  const file = join(directory, `${NAME}.json`);
  if (!existsSync(file)) return {};
  const kept = loaded(directory, file, load);
  const settings: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const value = kept[name];
    if (value !== undefined) settings[name] = readSetting(name, String(value), `${name} in ${file}`);
  }
  return settings;
}

/** The headless host's way. */
export const loadWithConf: LoadSettings = (directory) => new Conf({ cwd: directory, configName: NAME, clearInvalidConfig: false }).store;

function loaded(directory: string, file: string, load: LoadSettings): Readonly<Record<string, unknown>> {
  try {
    return load(directory);
  } catch (cause) {
    throw new StartError(`${file} is damaged. Correct it, or remove it to start with the default settings.`, { cause });
  }
}
