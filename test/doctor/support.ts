/** The doctor beside a real broker, on real files, with a home directory of the test's own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connectControl } from '../../src/cli/control-client.ts';
import { DOCTOR_PATIENCE, type DoctorIo, type DoctorOptions, runDoctor } from '../../src/cli/doctor-command.ts';
import { createConnector } from '../../src/connect/connector.ts';
import { configFiles } from '../../src/edge/config-files.ts';
import { createConnectRecords } from '../../src/edge/connect-records.ts';
import { LIMITS, machineFacts } from '../../src/edge/doctor/machine-facts.ts';
import { SCHEMA_VERSIONS } from '../../src/store/sqlite/schema-versions.ts';
import { PATIENCE } from '../support/patience.ts';

type Examined = { readonly code: 0 | 1; readonly lines: readonly string[]; readonly said: string };
type Options = {
  readonly directory: string;
  readonly home: string;
  readonly environment?: Record<string, string>;
  readonly words?: DoctorOptions;
  readonly now?: () => number;
  readonly confirm?: DoctorIo['confirm'];
  /** As in the product, where that is what is looked at. A busy computer is no fault of anybody's that it should find. */
  readonly isHurried?: boolean;
};

export function connectorAt(home: string, directory: string, url: string) {
  return createConnector({
    files: configFiles,
    records: createConnectRecords(directory),
    places: { platform: 'linux', home, appData: join(home, 'AppData'), configHome: join(home, '.config'), moved: () => undefined },
    target: { url, bridge: { words: ['npx', '-y', 'mcp-remote', url], passing: null } },
    run: async () => null,
    now: Date.now,
    running: async () => new Set(),
  });
}

export async function examine({
  directory,
  home,
  environment = {},
  words = {},
  now = Date.now,
  confirm = async () => null,
  isHurried = false,
}: Options): Promise<Examined> {
  const lines: string[] = [];
  let said = '';
  const code = await runDoctor(words, {
    connect: () => connectControl(directory),
    connector: (url) => connectorAt(home, directory, url),
    machine: (url) => machineFacts(directory, url, environment, SCHEMA_VERSIONS, isHurried ? LIMITS : { port: PATIENCE, keychain: PATIENCE }),
    patience: isHurried ? DOCTOR_PATIENCE : PATIENCE,
    now,
    system: 'Gatehouse 0.0.0, test',
    personal: [{ text: home, instead: '~' }],
    confirm,
    out: (line) => lines.push(line),
    err: (line) => {
      said += `${line}\n`;
    },
  });
  return { code, lines, said };
}

export function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
