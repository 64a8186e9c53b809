/** `gatehouse connect`: which programs are here, what would change in their files, and the change. */
import { changeLines } from '../connect/change-lines.ts';
import type { ClientProgram } from '../connect/client-program.ts';
import { CLIENT_PROGRAMS, clientNamed } from '../connect/clients/all.ts';
import { type ByHand, CannotConnect, type ClientState, type Connector, type Plan, type Seen } from '../connect/connector.ts';
import { ConfigUnreadable } from '../connect/edit/config-format.ts';
import { plainJson } from '../shared/plain-text.ts';
import { type LoginDesk, logInAtOnce } from './log-in-at-once.ts';

type ConnectWords = { readonly client: string; readonly dryRun?: true; readonly undo?: true; readonly json?: true };
type Out = (line: string) => void;

/** One line for stderr: what, why, what to do. */
export class ConnectRefused extends Error {
  override readonly name = 'ConnectRefused';
}

/** The window's words. */
const STATES: Readonly<Record<ClientState, string>> = {
  'not-found': 'not on this computer',
  'not-connected': 'does not know Gatehouse',
  connected: 'knows Gatehouse',
  different: 'has another entry named gatehouse',
  vanished: 'knew Gatehouse, and its entry is gone',
  unreadable: 'its file cannot be read',
};

/**
 * @param desk where a program can log in; null where nobody sits at a terminal, or Gatehouse does not run
 * @throws ConnectRefused
 */
export async function runConnect(connector: Connector, { client: word, dryRun, undo, json }: ConnectWords, out: Out, desk: LoginDesk | null): Promise<void> {
  const client = clientNamed(word);
  if (client === undefined) throw new ConnectRefused(`${word} is no program that is known here. There are: ${CLIENT_PROGRAMS.map(({ id }) => id).join(', ')}`);
  const seen = await connector.see(client);
  try {
    if (undo) return await takeBack(connector, client, out, json === true);
    const plan = dryRun ? await connector.plan(client) : await connector.connect(client);
    const isChanged = plan.before !== plan.after;
    if (json) return out(plainJson({ client: client.id, path: plan.path, changed: isChanged, dryRun: dryRun === true }));
    for (const line of dryRun ? wouldDo(plan, seen) : didDo(plan, seen)) out(line);
    if (dryRun || !isChanged) return;
    const isLoggedIn = desk !== null && (await logInAtOnce(connector, client, desk, out));
    if (!isLoggedIn) out(`Next: ${client.next}`);
  } catch (error) {
    if (error instanceof CannotConnect) throw new ConnectRefused(error.message);
    if (!(error instanceof ConfigUnreadable)) throw error;
    throw new ConnectRefused(`${client.name}’s file ${seen.path} was left alone: ${error.message}. ${byHand(connector.byHand(client))}`);
  }
}

/** @param isLoggedIn whether Gatehouse has a connection of the program of that id; what cannot be told is taken for one */
export async function listPrograms(connector: Connector, json: boolean, out: Out, isLoggedIn: (program: string) => boolean): Promise<void> {
  const seen = await connector.list(CLIENT_PROGRAMS);
  if (json) return out(plainJson({ clients: seen.map(({ client, state, path, running }) => ({ id: client.id, name: client.name, state, path, running })) }));
  const width = Math.max(...CLIENT_PROGRAMS.map(({ id }) => id.length));
  for (const { client, state, problem } of seen) {
    const isLoggedOut = state === 'connected' && !isLoggedIn(client.id);
    const more = `${isLoggedOut ? ' and is not logged in' : ''}${problem === null ? '' : ` (${problem})`}`;
    out(`${client.id.padEnd(width)}  ${client.name}: ${STATES[state]}${more}`);
  }
  if (seen.every(({ state }) => state === 'not-found'))
    out(`\nNone of them was found here. To enter one all the same: gatehouse connect NAME. Any other is given this address: ${connector.url}`);
  const next = seen.find(({ state }) => state === 'vanished') ?? seen.find(({ state }) => state === 'not-connected');
  if (next !== undefined) out(`\n${next.state === 'vanished' ? 'Repair it' : 'Connect one'} with: gatehouse connect ${next.client.id}`);
}

function wouldDo(plan: Plan, seen: Seen): string[] {
  if (plan.before === plan.after) return knownAlready(plan);
  const by = plan.command === null ? [] : [`By its own command: ${plan.command.join(' ')}`];
  return [...changeLines(plan), ...replacedLines(seen, 'would be'), ...by, 'Nothing was changed.'];
}

function didDo(plan: Plan, seen: Seen): string[] {
  if (plan.before === plan.after) return knownAlready(plan);
  const { id, name } = plan.client;
  const warning = seen.running
    ? [`${name} is running and may write this file again from what it remembers: if gatehouse is gone later, quit it and repeat this.`]
    : [];
  return [...changeLines(plan), ...replacedLines(seen, 'was'), `${name} knows Gatehouse now. Undo with: gatehouse connect ${id} --undo`, ...warning];
}

/** Somebody's own entry, or that of another profile, is not replaced without a word. */
function replacedLines({ client: { name }, state, madeHere }: Seen, how: 'was' | 'would be'): string[] {
  return state === 'different' && !madeHere ? [`${name} had another entry named gatehouse, not made from here, which ${how} replaced.`] : [];
}

function knownAlready({ client, path }: Plan): string[] {
  return [`${client.name} knows Gatehouse already (${path}). If it is not logged in yet: ${client.next}`];
}

async function takeBack(connector: Connector, client: ClientProgram, out: Out, json: boolean): Promise<void> {
  const wasThere = await connector.undo(client);
  if (json) return out(plainJson({ client: client.id, changed: wasThere }));
  out(
    wasThere
      ? `${client.name} no longer knows Gatehouse. What it may use is ended with: gatehouse revoke ID. Its id is shown by: gatehouse clients`
      : `${client.name} had no entry named gatehouse.`,
  );
}

/** What does not need the file to be understood here. */
function byHand({ client, command, link }: ByHand): string {
  if (command !== null) return `Correct it, or use its own command: ${command.join(' ')}`;
  return link === null ? 'Correct it, then try again.' : `Correct it, or open this link, which asks in ${client.name}: ${link}`;
}
