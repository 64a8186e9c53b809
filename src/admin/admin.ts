/** What the window, the tray, the command and the control socket may ask. One function per question; no secret in any answer. */
import { wordsOf } from '../activity/words.ts';
import type { ConsentDesk, DecidedBy, DecideOutcome, Duration } from '../consent/desk.ts';
import type { GrantControl } from '../oauth/access/access.ts';
import type { Clock } from '../shared/edge.ts';
import { covers } from '../shared/scopes.ts';
import type { ActivityView, ClientView, RequestView, SessionView, StatusView } from '../shared/views.ts';
import type { AuthStore, Client } from '../store/auth-store.ts';
import { clientRows } from './client-rows.ts';
import { AdminFault } from './fault.ts';
import { type Parameters, readChoice, readFlag, readNumber, readObject, readOptionalText, readScopeList, readText } from './parameters.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly control: GrantControl;
  readonly clock: Clock;
  readonly status: () => Promise<StatusView>;
};

/** A method takes unknown parameters and knows who asked. */
export type AdminMethod = (parameters: unknown, by: DecidedBy) => Promise<unknown>;
export type Admin = Readonly<Record<string, AdminMethod>>;

const DURATIONS: readonly Duration[] = ['once', '30d', 'always'];
const MOST_ACTIVITY = 1000;

export function createAdmin({ store, desk, control, clock, status }: Deps): Admin {
  const rows = async (): Promise<ClientView[]> => clientRows(await store.clients.list(), await store.grants.list(), clock.now());

  /** Accepts a row's id and any client id in it. */
  async function row(parameters: Parameters): Promise<{ view: ClientView; members: Client[] }> {
    const id = readText(parameters, 'id');
    const clients = await store.clients.list();
    const named = clients.find((client) => client.id === id);
    if (named === undefined) throw new AdminFault(`There is no client ${id}. See: gatehouse clients`);
    const members = clients.filter(({ rowKey }) => rowKey === named.rowKey);
    const grants = (await Promise.all(members.map((client) => store.grants.list({ clientId: client.id })))).flat();
    const [view] = clientRows(members, grants, clock.now());
    if (view === undefined) throw new AdminFault(`There is no client ${id}.`);
    return { view, members };
  }

  /** By id, or by the short code that the person reads on both screens. */
  function request(parameters: Parameters): RequestView {
    const id = readText(parameters, 'id');
    const found = desk.find(id) ?? desk.list().find(({ code }) => code === id.toUpperCase());
    if (found === undefined || found === null) throw new AdminFault(`No request ${id} is waiting. See: gatehouse requests`);
    return found;
  }

  function settle(outcome: DecideOutcome, id: string): void {
    const why: Readonly<Record<Exclude<DecideOutcome, 'decided'>, string>> = {
      gone: `Request ${id} is not waiting any more.`,
      announced: `Request ${id} is only announced: the program has not opened its login yet. It cannot be allowed before.`,
      'nothing-granted': `Request ${id} did not ask for any of these permissions.`,
      changed: `Another program listens for the answer to ${id} now. Look at it again before you allow it.`,
      refused: `The program of request ${id} was paused, blocked or removed meanwhile.`,
    };
    if (outcome !== 'decided') throw new AdminFault(why[outcome]);
  }

  return {
    status: async () => status(),
    'requests.list': async () => ({ requests: desk.list() }),
    'requests.allow': async (value, by) => {
      const parameters = readObject(value);
      const { id, permissions, compartments } = request(parameters);
      const scopes = readScopeList(parameters, 'scopes') ?? permissions.filter(({ ticked }) => ticked).map(({ scope }) => scope);
      const wanted = scopes.length === 0 ? permissions.map(({ scope }) => scope) : scopes;
      const compartment = readOptionalText(parameters, 'compartment') ?? compartments[0] ?? 'default';
      if (!compartments.includes(compartment)) throw new AdminFault(`There is no compartment ${compartment}. There are: ${compartments.join(', ')}`);
      const duration = readChoice(parameters, 'for', DURATIONS) ?? '30d';
      settle(await desk.decide(id, { answer: 'allow', scopes: wanted, for: duration, compartment }, by), id);
      return { id, allowed: permissions.map(({ scope }) => scope).filter((scope) => covers(wanted, scope)), for: duration, compartment };
    },
    'requests.deny': async (value, by) => {
      const parameters = readObject(value);
      const { id } = request(parameters);
      settle(await desk.decide(id, { answer: 'deny', notAsked: readFlag(parameters, 'block') }, by), id);
      return { id, denied: true };
    },
    'clients.list': async () => ({ clients: await rows() }),
    'clients.get': async (value) => ({ client: (await row(readObject(value))).view }),
    'clients.revoke': async (value) => {
      const { view } = await row(readObject(value));
      return { id: view.id, ended: await control.disconnect(view.clientIds) };
    },
    'clients.revokeAll': async () => {
      const clients = await store.clients.list();
      return { ended: await control.disconnect(clients.map(({ id }) => id)) };
    },
    'clients.pause': async (value) => {
      const { view } = await row(readObject(value));
      await control.pause(view.clientIds);
      await desk.drop(view.clientIds);
      return { id: view.id, paused: true };
    },
    'clients.resume': async (value) => {
      const { view } = await row(readObject(value));
      await control.resume(view.clientIds);
      return { id: view.id, paused: false };
    },
    lock: async () => {
      await control.setLocked(true);
      return { locked: true };
    },
    unlock: async () => {
      await control.setLocked(false);
      return { locked: false };
    },
    'sessions.list': async () => ({ sessions: await sessions() }),
    'sessions.end': async (value) => ({ ended: await control.endSessions([readText(readObject(value), 'id')]) }),
    'activity.list': async (value) => {
      const parameters = readObject(value);
      const before = readNumber(parameters, 'before', Number.MAX_SAFE_INTEGER);
      const entries = await store.activity.list({ limit: readNumber(parameters, 'limit', MOST_ACTIVITY) ?? 50, ...(before === undefined ? {} : { before }) });
      return {
        activity: entries.map(
          ({ sequence, at, event }): ActivityView => ({
            sequence,
            at,
            kind: event.kind,
            clientId: 'clientId' in event ? event.clientId : null,
            words: wordsOf(event),
          }),
        ),
      };
    },
    'activity.verify': async () => store.activity.verify(),
  };

  async function sessions(): Promise<SessionView[]> {
    const all = await store.sessions.list();
    return Promise.all(
      all.map(async ({ id, grantId, clientId, startedAt, lastUsedAt, renewals, endedAt }) => {
        const [client, grant] = await Promise.all([store.clients.find(clientId), store.grants.find(grantId)]);
        return {
          id,
          client: { id: clientId, name: client?.label ?? client?.name ?? null },
          grantId,
          scopes: grant?.scopes ?? [],
          startedAt,
          lastUsedAt,
          renewals,
          endsAt: grant?.endsAt ?? null,
          endedAt,
        };
      }),
    );
  }
}
