/** `gatehouse doctor`: what is wrong, why, and what to do, within three seconds and whether a broker runs or not. */
import { CLIENT_PROGRAMS } from '../connect/clients/all.ts';
import type { Connector, Seen } from '../connect/connector.ts';
import { examine, lineOf } from '../doctor/examine.ts';
import type { EntryFacts, Facts } from '../doctor/facts.ts';
import { reportOf } from '../doctor/report.ts';
import type { MachineFacts } from '../edge/doctor/machine-facts.ts';
import { writePrivate } from '../edge/files/write-private.ts';
import type { AttemptWithRemedy } from '../shared/attempt-views.ts';
import { inTime } from '../shared/in-time.ts';
import { plainJson, plainText } from '../shared/plain-text.ts';
import type { ActivityView, ClientView, StatusView } from '../shared/views.ts';
import { type Control, NoBroker, OtherProgram } from './control-client.ts';

export type DoctorOptions = { readonly json?: true; readonly report?: string; readonly yes?: true };

/** What the doctor reaches for. */
export type DoctorIo = {
  readonly connect: () => Promise<Control>;
  readonly connector: (url: string) => Connector;
  readonly machine: (url: string | null) => Promise<MachineFacts>;
  readonly now: () => number;
  /** `Gatehouse 0.1.0, linux x64, Node 24.1.0` */
  readonly system: string;
  readonly personal: readonly { readonly text: string; readonly instead: string }[];
  /** @returns whether the person said yes; null when nobody is there */
  readonly confirm: (question: string) => Promise<boolean | null>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Milliseconds that a broker has to answer a look. */
  readonly patience: number;
};

/** Milliseconds that a broker has to answer a look. */
export const DOCTOR_PATIENCE = 800;

/** @returns 0 when nothing is wrong, 1 otherwise */
export async function runDoctor({ json, report, yes }: DoctorOptions, io: DoctorIo): Promise<0 | 1> {
  const facts = await gather(io);
  const findings = examine(facts);
  if (json) io.out(plainJson({ ok: findings.length === 0, findings, attempts: facts.attempts }));
  else for (const line of findings.length === 0 ? [healthy(facts)] : [...findings.map(lineOf), ...offer(facts)]) io.out(plainText(line));
  if (report !== undefined) {
    const text = reportOf({ facts, findings, system: io.system, personal: io.personal });
    if (!(await keep(report, text, yes === true, io))) return 1;
  }
  return findings.length === 0 ? 0 : 1;
}

async function gather(io: DoctorIo): Promise<Facts> {
  const broker = await askBroker(io);
  const machine = await io.machine(broker.status?.mcp ?? null);
  const seen = await io.connector(machine.url).survey(CLIENT_PROGRAMS);
  return { now: io.now(), ...machine, ...broker, entries: seen.map(entryOf) };
}

type Asked = Pick<Facts, 'control' | 'status' | 'lastActivityAt' | 'attempts' | 'clients'>;

async function askBroker({ connect, patience }: DoctorIo): Promise<Asked> {
  const nothing = { status: null, lastActivityAt: null, attempts: [], clients: [] } as const;
  const looked = await inTime(patience, look(connect)).catch((error: unknown) => {
    if (error instanceof OtherProgram) return 'another' as const;
    if (error instanceof NoBroker) return 'nobody' as const;
    throw error;
  });
  if (looked === null) return { ...nothing, control: 'silent' };
  return typeof looked === 'string' ? { ...nothing, control: looked } : { ...looked, control: 'answers' };
}

async function look(connect: DoctorIo['connect']): Promise<Omit<Asked, 'control'>> {
  const control = await connect();
  try {
    const [status, { attempts }, { clients }, { activity }] = await Promise.all([
      control.call<StatusView>('status', {}),
      // A broker of an older version does not know it.
      control.call<{ attempts: AttemptWithRemedy[] }>('attempts.list', {}).catch(() => ({ attempts: [] })),
      control.call<{ clients: ClientView[] }>('clients.list', {}),
      control.call<{ activity: ActivityView[] }>('activity.list', { limit: 1 }),
    ]);
    return { status, attempts, clients, lastActivityAt: activity[0]?.at ?? null };
  } finally {
    control.close();
  }
}

function entryOf({ client, state, path, problem, addresses, madeHere }: Seen): EntryFacts {
  return { client: client.id, name: client.name, state, path, problem, addresses, madeHere, next: client.next };
}

function healthy({ status, url }: Facts): string {
  return `Nothing is wrong. Gatehouse ${status?.version ?? ''} answers at ${url}, ${status?.connected ?? 0} connected.`;
}

/** After another port or profile it is most of them at once. */
function offer({ entries, url }: Facts): readonly string[] {
  const names = entries.filter(({ state, madeHere }) => madeHere && (state === 'vanished' || state === 'different')).map(({ name }) => name);
  return names.length < 2 ? [] : [`${names.join(', ')} must be led to ${url} and log in again. All at once: gatehouse connect --repair`];
}

/** It is shown first, whole: what leaves this computer is the person's to decide. */
async function keep(path: string, text: string, yes: boolean, { err, confirm }: DoctorIo): Promise<boolean> {
  err(text.trimEnd());
  if (!yes) {
    const answer = await confirm(`Write this to ${path}? [y/N] `);
    if (answer === null) err('Nobody is here to look at it first. Nothing was written; add --yes to write it without being asked.');
    if (answer !== true) return false;
  }
  await writePrivate(path, { replace: false, content: bytesOf(text) });
  err(`Wrote ${plainText(path)}.`);
  return true;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
