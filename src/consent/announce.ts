import type { Client } from '../store/auth-store.ts';
import { askerOf } from './attention/asker.ts';
import { type DeskContext, waitingIn } from './context.ts';

/** A registration was stored: the person sees who it is, and can only deny until its authorization request joins (ruling 4). */
export function createAnnounce(context: DeskContext) {
  const { queue, attention, activity, lifetimes, evidence, changed } = context;
  return (client: Client): boolean => {
    const asker = askerOf(client, null);
    const refused = attention.admit(asker, waitingIn(context, 'announced'));
    if (refused !== null) {
      activity.countRefusal(refused, asker.name);
      return false;
    }
    const entry = queue.add({ client, asked: [], evidence: { facts: [], warnings: [], fingerprint: '', refused: false }, lifetime: lifetimes.announced });
    evidence({ client, redirectUri: null, openedBy: 'unknown' }).then(
      (seen) => {
        if (entry.request === null) entry.evidence = seen;
        changed();
      },
      () => changed(),
    );
    return true;
  };
}
