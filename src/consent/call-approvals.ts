/**
 * One Allow for one call (ruling 22): bound to what exactly is called, used once, within a minute. Kept in memory only, so
 * a restart takes it back and the person is asked again.
 */
import type { Grant } from '../store/auth-store.ts';
import { askerOf } from './attention/asker.ts';
import { type DeskContext, waitingIn } from './context.ts';
import type { CallAsked, CallQuestion, DecidedBy } from './desk.ts';
import type { Entry } from './entry.ts';

type Approval = { readonly until: number; readonly subjects: ReadonlySet<string> };

export function createCallApprovals(context: DeskContext) {
  const { store, queue, attention, activity, clock, lifetimes } = context;
  const allowed = new Map<string, Approval>();
  const denied = new Map<string, number>();
  const keyOf = (grantId: string, digest: string) => `${grantId} ${digest}`;
  const isLive = ({ id, clientId }: Grant) => context.liveGrants(clientId).some((grant) => grant.id === id);

  async function ask(grant: Grant, call: CallQuestion): Promise<CallAsked> {
    if ((denied.get(keyOf(grant.id, call.digest)) ?? 0) > clock.now()) return 'denied';
    const client = await store.clients.find(grant.clientId);
    if (client === null) return 'refused';
    const evidence = await context.evidence({ client, redirectUri: null, openedBy: 'unknown' });
    // Looked at last, without waiting in between: the same call many times at once is one question.
    if (queue.all().some((entry) => entry.grant?.id === grant.id && entry.call?.digest === call.digest)) return 'asking';
    const isOver = context.obstacle(client) !== null || !isLive(grant);
    if (isOver || attention.admit(askerOf(client, null), waitingIn(context, 'asking')) !== null) return 'refused';
    const { id } = queue.add({ client, asked: [], evidence, lifetime: lifetimes.asking, grant, call });
    activity.record({ kind: 'call.asked', clientId: client.id, requestId: id, grantId: grant.id, tool: call.tool, digest: call.digest });
    context.changed();
    return 'asking';
  }

  return {
    ask,
    /** @returns false when its connection has ended meanwhile */
    allow({ id, client, grant, call }: Entry, by: DecidedBy): boolean {
      if (grant === null || call === null || context.obstacle(client) !== null || !isLive(grant)) return false;
      allowed.set(keyOf(grant.id, call.digest), { until: clock.now() + lifetimes.callAllowed, subjects: new Set(call.subjects) });
      activity.record({ kind: 'call.allowed', clientId: client.id, requestId: id, grantId: grant.id, tool: call.tool, digest: call.digest, by });
      return true;
    },
    /** The same call does not ask again for a day. */
    deny({ grant, call }: Entry): void {
      if (grant !== null && call !== null) denied.set(keyOf(grant.id, call.digest), clock.now() + lifetimes.wideningDenied);
    },
    /** Synchronous to the end: of two calls at the same moment one gets it. */
    take(grantId: string, digest: string, subjects: readonly string[]): boolean {
      const key = keyOf(grantId, digest);
      const approval = allowed.get(key);
      allowed.delete(key);
      return approval !== undefined && clock.now() < approval.until && subjects.every((id) => approval.subjects.has(id));
    },
    tick(): void {
      for (const [key, { until }] of allowed) if (until <= clock.now()) allowed.delete(key);
      for (const [key, until] of denied) if (until <= clock.now()) denied.delete(key);
    },
  };
}
