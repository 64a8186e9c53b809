/** Logins that are open, and ending one. */
import type { GrantControl } from '../oauth/access/access.ts';
import type { SessionView } from '../shared/views.ts';
import type { AuthStore, Session } from '../store/auth-store.ts';
import type { Admin } from './method.ts';
import { readObject, readText } from './parameters.ts';

export function sessionMethods({ store, control }: { readonly store: AuthStore; readonly control: GrantControl }): Admin {
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
      endedAt,
    };
  }
  return {
    'sessions.list': async () => ({ sessions: await Promise.all((await store.sessions.list()).map(view)) }),
    'sessions.end': async (value) => ({ ended: await control.endSessions([readText(readObject(value), 'id')]) }),
  };
}
