import { impliedBy, type Scope, writeScopes } from '../shared/scopes.ts';
import type { Grant } from '../store/auth-store.ts';
import { askerOf } from './attention/asker.ts';
import { type DeskContext, waitingIn } from './context.ts';

/** A call went beyond its grant (ruling 15): the person is asked to widen exactly that one. */
export function createWiden(context: DeskContext) {
  const { store, queue, attention, clock, lifetimes } = context;
  const denied = new Map<string, number>();
  const keyOf = (grant: Grant, asked: readonly Scope[]) => `${grant.id} ${writeScopes(asked)}`;

  async function widen(grant: Grant, needed: Scope): Promise<void> {
    const asked = impliedBy([needed]).filter((scope) => !grant.scopes.includes(scope));
    if (asked.length === 0 || (denied.get(keyOf(grant, asked)) ?? 0) > clock.now()) return;
    const client = await store.clients.find(grant.clientId);
    if (client === null) return;
    const evidence = await context.evidence({ client, redirectUri: null, openedBy: 'unknown' });
    // Asked last, without waiting in between: many calls at once are one question, and none about what was taken away meanwhile.
    const isOver = context.obstacle(client) !== null || !context.liveGrants(client.id).some(({ id }) => id === grant.id);
    const waits = queue
      .all()
      .some((entry) => (entry.grant?.id === grant.id && entry.call === null) || (entry.client.id === grant.clientId && entry.asked.includes(needed)));
    if (isOver || waits || attention.admit(askerOf(client, null), waitingIn(context, 'asking')) !== null) return;
    const entry = queue.add({ client, asked, evidence, lifetime: lifetimes.asking, grant });
    entry.visibleFrom = clock.now() + lifetimes.widening;
    context.changed();
  }

  return {
    widen,
    /** Calls do not ask for that again for a day. */
    deny: (grant: Grant, asked: readonly Scope[]): void => void denied.set(keyOf(grant, asked), clock.now() + lifetimes.wideningDenied),
    tick(): void {
      for (const [key, until] of denied) if (until <= clock.now()) denied.delete(key);
    },
  };
}
