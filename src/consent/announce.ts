import type { Client } from '../store/auth-store.ts';
import { askerOf } from './attention/asker.ts';
import { type DeskContext, waitingIn } from './context.ts';
import type { Entry } from './entry.ts';
import type { Evidence } from './gather-evidence.ts';

const NOTHING_YET: Evidence = { facts: [], warnings: [], fingerprint: '', refused: false, settled: false };

/** Also where nothing limits the prompts (a test profile): a list without end would make each registration dearer than the one before. */
const MOST_ANNOUNCED = 100;

/** A registration was stored: the person sees who it is, and can only deny until its authorization request joins (ruling 4). */
export function createAnnounce(context: DeskContext) {
  const { queue, attention, activity, lifetimes, evidence, changed } = context;

  /** Another user's program registered (ruling 11): what it asks will be refused, so the person need not look at it. */
  function drop(entry: Entry): void {
    if (entry.request === null) queue.remove(entry);
    activity.countRefusal('other_user', askerOf(entry.client, null).name);
  }

  return (client: Client): boolean => {
    const asker = askerOf(client, null);
    const waiting = waitingIn(context, 'announced');
    const refused = context.obstacle(client) ?? (waiting.length >= MOST_ANNOUNCED ? 'busy' : attention.admit(asker, waiting));
    if (refused !== null) {
      activity.countRefusal(refused, asker.name);
      return false;
    }
    const entry = queue.add({ client, asked: [], evidence: NOTHING_YET, lifetime: lifetimes.announced });
    evidence({ client, redirectUri: null, openedBy: 'unknown' }).then(
      (seen) => {
        if (seen.refused) return drop(entry);
        if (entry.request === null) entry.evidence = seen;
        changed();
      },
      () => changed(),
    );
    return true;
  };
}
