/** Puts the parts of `connect` together for this computer. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Connector, createConnector } from '../connect/connector.ts';
import { bridgeWords } from './bridge-words.ts';
import { configFiles } from './config-files.ts';
import { createConnectRecords } from './connect-records.ts';
import { runningNames } from './machine/running-names.ts';
import { runOwnCommand } from './run-own-command.ts';

type Options = {
  readonly url: string;
  readonly dataDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
};

export function makeConnector({ url, dataDirectory, environment, now }: Options): Connector {
  const home = homedir();
  return createConnector({
    files: configFiles,
    records: createConnectRecords(dataDirectory),
    places: {
      platform: process.platform,
      home,
      appData: environment.APPDATA ?? join(home, 'AppData', 'Roaming'),
      configHome: environment.XDG_CONFIG_HOME || join(home, '.config'),
      moved: (variable) => environment[variable] || undefined,
    },
    target: { url, bridge: bridgeWords(dataDirectory, environment) },
    run: runOwnCommand,
    now,
    running: () => runningNames(process.platform, environment),
  });
}
