/** The settings beside the broker: looked up anew at each question, because what stops a start can be the file itself. */
import { randomUUID } from 'node:crypto';
import { markTestProfile } from './choose-profile.ts';
import { chosenDataDirectory, openDataDirectory } from './data-directory.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { ServeOptions } from './serve-options.ts';
import type { ChosenSettings } from './settings/declared.ts';
import { createSettingsControl, type SettingsControl } from './settings-control.ts';
import { type LoadSettings, readSettingsFile, type SaveSettings } from './settings-file.ts';

type Deps = {
  readonly options: () => ServeOptions;
  readonly environment: Environment;
  readonly load: LoadSettings;
  readonly save: SaveSettings;
};

export type SettingsBeforeStart = SettingsControl & {
  /** What they say now; nothing while they cannot be read. */
  now(): ChosenSettings;
};

/** @returns a control whose functions throw StartError where the file or a variable cannot be read */
export function createSettingsBeforeStart({ options, environment, load, save }: Deps): SettingsBeforeStart {
  function current() {
    const chosen = options();
    const { port, testProfile, dataDirectory } = chosen;
    const directory = chosenDataDirectory({ testProfile, dataDirectory }, readEnvironment(environment), environment);
    const control = () => createSettingsControl({ directory, environment, port, load, save });
    const read = () => ({ ...readSettingsFile(directory, load), ...readEnvironment(environment) });
    const make = () => (testProfile === undefined ? openDataDirectory(directory, false) : markTestProfile(directory, chosen, randomUUID));
    return { control, read, make };
  }

  return {
    now() {
      try {
        return current().read();
      } catch {
        // Why not is told where a broker is started.
        return {};
      }
    },
    list: () => current().control().list(),
    change(changes) {
      const { control, make } = current();
      // A new profile: the directory is the person's alone before anything is in it.
      make();
      return control().change(changes);
    },
  };
}
