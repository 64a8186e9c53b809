import type { Scope } from '../../../src/shared/scopes.ts';
import type { ClientView, SessionView } from '../../../src/shared/views.ts';
import { isLive, titleOf } from './client-words.ts';

/** One line of the list: a login, or a key for scripts, which needs none. */
export type SessionRow = {
  readonly id: string;
  readonly kind: 'login' | 'key';
  /** Of the row in the list of clients; null when it is gone. */
  readonly clientId: string | null;
  readonly title: string;
  readonly program: string | null;
  readonly scopes: readonly Scope[];
  readonly issuedAt: number;
  readonly lastUsedAt: number | null;
  readonly endsAt: number | null;
  readonly renewals: number;
};

/** What is open now, the last used first. @param now milliseconds since the epoch */
export function sessionRows(sessions: readonly SessionView[], clients: readonly ClientView[], now: number): readonly SessionRow[] {
  const rowOf = new Map(clients.flatMap((client) => client.clientIds.map((id) => [id, client] as const)));
  const logins = sessions.filter(({ endedAt }) => endedAt === null).map((session) => login(session, rowOf.get(session.client.id)));
  const keys = clients.filter(({ kind }) => kind === 'key').flatMap((client) => keyRows(client, now));
  return [...logins, ...keys].toSorted((left, right) => (right.lastUsedAt ?? 0) - (left.lastUsedAt ?? 0));
}

function login({ id, client, scopes, startedAt, lastUsedAt, endsAt, renewals }: SessionView, row: ClientView | undefined): SessionRow {
  return {
    id,
    kind: 'login',
    clientId: row?.id ?? null,
    title: titleOf(row ?? { name: client.name, label: null }),
    program: row?.program ?? null,
    scopes,
    issuedAt: startedAt,
    lastUsedAt,
    endsAt,
    renewals,
  };
}

function keyRows(client: ClientView, now: number): readonly SessionRow[] {
  return client.grants
    .filter((grant) => isLive(grant, now))
    .map(({ id, scopes, allowedAt, lastUsedAt, endsAt }) => ({
      id,
      kind: 'key',
      clientId: client.id,
      title: titleOf(client),
      program: null,
      scopes,
      issuedAt: allowedAt,
      lastUsedAt,
      endsAt,
      renewals: 0,
    }));
}
