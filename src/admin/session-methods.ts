/** Logins that are open, and ending one. */
import type { GrantControl } from '../oauth/access/access.ts';
import type { Clock } from '../shared/edge.ts';
import type { SessionView } from '../shared/views.ts';
import type { AuthStore, Grant, Session } from '../store/auth-store.ts';
import type { Admin } from './method.ts';
import { readObject, readText } from './parameters.ts';

type Deps = { readonly store: AuthStore; readonly control: GrantControl; readonly clock: Clock };

export function sessionMethods({ store, control, clock }: Deps): Admin {
  async function view({ id, grantId, clientId, startedAt, lastUsedAt, renewals, endedAt }: Session): Promise<SessionView> {
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
      endedAt: endedAt ?? runOut(grant),
    };
  }
  /** With its connection a session has ended, whether or not anybody was there to write that down. */
  function runOut(grant: Grant | null): number | null {
    const endsAt = grant?.endsAt ?? null;
    return endsAt !== null && endsAt <= clock.now() ? endsAt : null;
  }

  return {
    'sessions.list': async () => ({ sessions: await Promise.all((await store.sessions.list()).map(view)) }),
    'sessions.endAll': async () => {
      const open = (await store.sessions.list()).filter(({ endedAt }) => endedAt === null);
      return { ended: await control.endSessions(open.map(({ id }) => id)) };
    },
    'sessions.end': async (value) => ({ ended: await control.endSessions([readText(readObject(value), 'id')]) }),
  };
}
