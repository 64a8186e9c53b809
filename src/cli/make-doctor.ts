/** Puts the parts of `doctor` together for the command line. */
import { homedir, hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { LIMITS, machineFacts } from '../edge/doctor/machine-facts.ts';
import { makeConnector } from '../edge/make-connector.ts';
import { userName } from '../edge/user-name.ts';
import { SCHEMA_VERSIONS } from '../store/sqlite/schema-versions.ts';
import type { Control } from './control-client.ts';
import { DOCTOR_PATIENCE, type DoctorOptions, runDoctor } from './doctor-command.ts';

type Options = {
  readonly dataDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly version: string;
  readonly now: () => number;
  readonly connect: () => Promise<Control>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
};

/** @returns 0 when nothing is wrong, 1 otherwise */
export function doctor(options: DoctorOptions, { dataDirectory, environment, version, now, ...io }: Options): Promise<0 | 1> {
  return runDoctor(options, {
    ...io,
    now,
    connector: (url) => makeConnector({ url, dataDirectory, environment, now }),
    machine: (url) => machineFacts(dataDirectory, url, environment, SCHEMA_VERSIONS, LIMITS),
    patience: DOCTOR_PATIENCE,
    system: `Gatehouse ${version}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    personal: [
      { text: homedir(), instead: '~' },
      { text: userName(), instead: 'USER' },
      { text: hostname(), instead: 'HOST' },
    ],
    confirm: ask,
  });
}

async function ask(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY) return null;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(question)).trim());
  } finally {
    lines.close();
  }
}
