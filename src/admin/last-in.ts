/** When a program of this computer was last let in, so that "has to log in" is over when it has. */
import { recognise } from '../doctor/remedies.ts';
import type { ClientView } from '../shared/views.ts';
import type { Session } from '../store/auth-store.ts';

type Row = Pick<ClientView, 'id' | 'clientIds' | 'name' | 'redirectUris' | 'lastUsedAt'>;

/** Behind it stands the same program, by its own name. */
const BRIDGED = / through the bridge$/;

/** @returns for the id of a program as `gatehouse connect` knows it: its last call or token, in milliseconds since the epoch; null when none is known */
export function lastIn(rows: readonly Row[], sessions: readonly Pick<Session, 'clientId' | 'lastUsedAt'>[]): (program: string) => number | null {
  const renewed = Map.groupBy(sessions, ({ clientId }) => clientId);
  const known = new Map<string, number>();
  for (const { id, clientIds, name, redirectUris, lastUsedAt } of rows) {
    const [redirectUri = null] = redirectUris;
    const program = recognise({ name: name?.replace(BRIDGED, '') ?? null, clientId: id, userAgent: null, redirectUri })?.connect;
    if (!program) continue;
    const tokens = clientIds.flatMap((clientId) => renewed.get(clientId) ?? []).map((session) => session.lastUsedAt);
    const last = Math.max(lastUsedAt ?? 0, known.get(program) ?? 0, ...tokens);
    if (last > 0) known.set(program, last);
  }
  return (program) => known.get(program) ?? null;
}
