/** Answers as a person reads them in a terminal. */
import { compartmentLines, compartmentWords } from '../shared/compartment-words.ts';
import { clientIdHost } from '../shared/destination.ts';
import { plainText, quotedName } from '../shared/plain-text.ts';
import { callLines, wish } from '../shared/request-words.ts';
import type { ActivityView, ClientView, EmbeddingsView, RequestsView, RequestView, SessionView, StatusView } from '../shared/views.ts';

const MINUTE = 60_000;

/** "in 4 min", "2 h ago"; null is said by the caller. */
export function relative(at: number, now: number): string {
  const minutes = Math.round(Math.abs(at - now) / MINUTE);
  const amount =
    minutes < 1
      ? 'less than a minute'
      : minutes < 90
        ? `${minutes} min`
        : minutes < 36 * 60
          ? `${Math.round(minutes / 60)} h`
          : `${Math.round(minutes / 1440)} days`;
  return at > now ? `in ${amount}` : `${amount} ago`;
}

function embeddingsWords({ model, state, because, waiting }: EmbeddingsView): string {
  const named = plainText(model);
  if (state === 'starting') return `${named} is asked for the first time`;
  if (state === 'unavailable') return `off. ${plainText(because ?? '')}`;
  const left = waiting === null || waiting === 0 ? '' : `, ${waiting} memories to go`;
  return state === 'failing' ? `${named} fails${left}; words alone find meanwhile. ${plainText(because ?? '')}` : `${named}${left}`;
}

export function showStatus(status: StatusView, now: number, spell: (sentence: string) => string): string {
  const lines = [
    `Gatehouse ${status.version} runs ${status.host === 'headless' ? 'without a window' : 'in the tray'} (process ${status.pid}), started ${relative(status.startedAt, now)}`,
    ...(status.testProfile ? [`TEST profile, consent: ${status.consent}`] : []),
    `Address   ${status.mcp}`,
    ...(status.externalIssuer === null ? [] : [`Proxy     ${status.externalIssuer}/mcp`]),
    `Data      ${status.dataDirectory}`,
    `Keys      ${status.vault === 'keychain' ? 'in the system keychain' : 'in a file in the data directory'}`,
    `State     ${status.locked ? 'LOCKED: every program is refused' : 'open'}`,
    `Waiting   ${status.waiting}`,
    `Connected ${status.connected}`,
    `Memories  ${status.memories}`,
    ...(status.held === 0 ? [] : [spell(`Held      ${status.held} to look at: gatehouse held`)]),
    ...(status.embeddings === null ? [] : [`Meaning   ${embeddingsWords(status.embeddings)}`]),
  ];
  return lines.join('\n');
}

export function showRequests({ requests, quietUntil, cooldowns, blocked }: RequestsView, now: number, spell: (sentence: string) => string): string {
  const asked = requests.length === 0 ? ['Nobody is asking.'] : requests.map((request) => showRequest(request, now));
  const notes = [
    ...(quietUntil === null ? [] : ['Prompts are quiet: requests wait here and nothing pops up.']),
    ...cooldowns.map(
      ({ client, until }) => `${quotedName(client.name)} may ask again ${relative(until, now)}. ${spell(`At once: gatehouse resume ${client.id}`)}`,
    ),
    ...blocked.map(({ id, kind, name }) => `Blocked ${kind}: ${plainText(name)}. ${spell(`Undo: gatehouse resume ${id}`)}`),
  ];
  return [...asked, ...(notes.length === 0 ? [] : [notes.join('\n')])].join('\n\n');
}

export function showRequest(request: RequestView, now: number): string {
  const { id, code, call, client, known, lastAllowedAt, answerGoesTo, alreadyAllowed, permissions, facts, changes, warnings, expiresAt } = request;
  const host = clientIdHost(client.id);
  return [
    `${id}  code ${code}  ends ${relative(expiresAt, now)}`,
    `  ${quotedName(client.name)} ${wish(request)}`,
    ...(host === null ? [] : [`  It names itself by an address at ${host}`]),
    ...(answerGoesTo === null ? [] : [`  The answer goes to ${plainText(answerGoesTo)}`]),
    `  ${known ? 'A program of this registration is connected already' : lastAllowedAt === null ? 'Never connected before' : `Last allowed ${relative(lastAllowedAt, now)}`}`,
    ...facts.map((fact) => `  ${plainText(fact)}`),
    ...changes.map((change) => `  ! ${plainText(change)}`),
    ...warnings.map((warning) => `  ! ${plainText(warning)}`),
    ...(alreadyAllowed.length === 0 ? [] : [`  Already allowed: ${alreadyAllowed.join(', ')}`]),
    ...callLines(call).map((line) => `  ${line}`),
    ...permissions.map(({ sentence, scope, ticked }) => `  [${ticked ? 'x' : ' '}] ${sentence} (${scope})`),
    ...compartmentLines(request).map((line) => `  ${line}`),
  ].join('\n');
}

export function showClients(clients: readonly ClientView[], now: number): string {
  if (clients.length === 0) return 'No programs have registered yet.';
  return clients.map((client) => showClient(client, now)).join('\n\n');
}

export function showClient(client: ClientView, now: number): string {
  const { id, clientIds, kind, state, scopes, connectedSince, lastUsedAt, endsAt, redirectUris, program } = client;
  return [
    `${id}  ${client.label === null ? quotedName(client.name) : plainText(client.label)}  ${kind === 'key' && state === 'disconnected' ? 'ended' : state}`,
    ...(scopes.length === 0 ? [] : [`  May       ${scopes.join(' ')}`]),
    ...(connectedSince === null
      ? []
      : [`  Connected ${relative(connectedSince, now)}, ends ${endsAt === null ? 'when you disconnect it' : relative(endsAt, now)}`]),
    ...memoriesOf(client).map((words) => `  Memories  ${words}`),
    ...(lastUsedAt === null ? [] : [`  Last used ${relative(lastUsedAt, now)}`]),
    ...(program === null ? [] : [`  Program   ${plainText(program)}`]),
    ...(kind === 'key' ? ['  A key for scripts'] : []),
    ...(redirectUris.length === 0 ? [] : [`  Answers   ${redirectUris.map(plainText).join(' ')}`]),
    ...(clientIds.length > 1 ? [`  Registered ${clientIds.length} times`] : []),
  ].join('\n');
}

/** Of the connections that hold. */
function memoriesOf({ grants }: ClientView): string[] {
  return [...new Set(grants.filter(({ endedAt }) => endedAt === null).map(({ compartment }) => compartmentWords(compartment)))];
}

export type AddedClient = {
  readonly id: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly scope: string | null;
  readonly secret: string | null;
};

export function showAddedClient({ id, name, redirectUris, scope, secret }: AddedClient): string {
  return [
    `${quotedName(name)} may ask for access now, and you will be asked when it does.`,
    `  Client id ${id}`,
    ...(secret === null ? [] : [`  Secret    ${secret}  (not shown again)`]),
    ...(scope === null ? [] : [`  At most   ${scope}`]),
    `  Answers   ${redirectUris.map(plainText).join(' ')}`,
  ].join('\n');
}

export function showSessions(sessions: readonly SessionView[], now: number): string {
  const open = sessions.filter(({ endedAt }) => endedAt === null);
  if (open.length === 0) return 'No open sessions.';
  return open
    .map(
      ({ id, client, startedAt, lastUsedAt, renewals }) =>
        `${id}  ${quotedName(client.name)}  started ${relative(startedAt, now)}, last used ${relative(lastUsedAt, now)}, renewed ${renewals} times`,
    )
    .join('\n');
}

export function showActivity(activity: readonly ActivityView[]): string {
  if (activity.length === 0) return 'Nothing has happened yet.';
  return [...activity]
    .reverse()
    .map(
      ({ sequence, at, words, clientId }) =>
        `${String(sequence).padStart(6)}  ${new Date(at).toISOString()}  ${plainText(words)}${clientId === null ? '' : `  (${clientId})`}`,
    )
    .join('\n');
}
