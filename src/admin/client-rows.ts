/** Registrations as the person sees them: the same program with the same name and redirects is one row (ruling 7). */
import { isKey } from '../oauth/access/api-keys.ts';
import { orderScopes } from '../shared/scopes.ts';
import type { ClientView, CompartmentView, GrantView } from '../shared/views.ts';
import type { Client, Grant } from '../store/auth-store.ts';

type CompartmentOf = (id: string) => CompartmentView;

/** @param now milliseconds, to tell which grants have run out */
export function clientRows(clients: readonly Client[], grants: readonly Grant[], compartmentOf: CompartmentOf, now: number): ClientView[] {
  const rows = Map.groupBy(clients, ({ rowKey }) => rowKey);
  const grantsOf = Map.groupBy(grants, ({ clientId }) => clientId);
  return [...rows.values()].map((members) =>
    clientRow(
      members,
      members.flatMap(({ id }) => grantsOf.get(id) ?? []),
      compartmentOf,
      now,
    ),
  );
}

function clientRow(members: readonly Client[], grants: readonly Grant[], compartmentOf: CompartmentOf, now: number): ClientView {
  const live = grants.filter(({ endedAt, endsAt }) => endedAt === null && (endsAt === null || endsAt > now));
  // The row keeps the id of the registration that holds the connection, so that it stays the same while it matters.
  const [lead] = [...members].sort((left, right) => (right.approvedAt ?? 0) - (left.approvedAt ?? 0) || left.registeredAt - right.registeredAt);
  if (lead === undefined) throw new Error('a row has at least one client');
  const ends = live.map(({ endsAt }) => endsAt);
  return {
    id: lead.id,
    clientIds: members.map(({ id }) => id),
    kind: isKey(lead) ? 'key' : 'program',
    name: lead.name,
    // Also for one that registered after the person named the row.
    label: members.find(({ label }) => label !== null)?.label ?? null,
    state: stateOf(members, grants, live),
    scopes: orderScopes(live.flatMap(({ scopes }) => scopes)),
    registeredAt: Math.min(...members.map(({ registeredAt }) => registeredAt)),
    connectedSince: live.length === 0 ? null : Math.min(...live.map(({ allowedAt }) => allowedAt)),
    lastUsedAt: latest([...members.map(({ lastUsedAt }) => lastUsedAt), ...grants.map(({ lastUsedAt }) => lastUsedAt)]),
    endsAt: live.length === 0 || ends.includes(null) ? null : latest(ends),
    redirectUris: lead.redirectUris,
    program: lead.program?.path ?? null,
    grants: grants.map((grant) => grantView(grant, compartmentOf)),
  };
}

/** A hold is of the registrations that there were; one that came later and was allowed is let in, and the row must say so. */
function stateOf(members: readonly Client[], grants: readonly Grant[], live: readonly Grant[]): ClientView['state'] {
  const open = new Set(members.filter(({ state }) => state === 'approved').map(({ id }) => id));
  if (live.some(({ clientId }) => open.has(clientId))) return 'connected';
  if (members.some(({ state }) => state === 'blocked')) return 'blocked';
  if (members.some(({ state }) => state === 'paused')) return 'paused';
  return grants.length > 0 ? 'disconnected' : 'never approved';
}

function grantView({ clientId: _, endReason: __, evidence: ___, ...grant }: Grant, compartmentOf: CompartmentOf): GrantView {
  return { ...grant, compartment: compartmentOf(grant.compartment) };
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}
