/** Looking at the programs behind a request: at once but not for long, and again while there may be more to see. */
import type { DeskContext } from './context.ts';
import type { AuthorizationRequest } from './desk.ts';
import type { Entry } from './entry.ts';
import { unseenYet } from './evidence/unseen-yet.ts';
import { within } from './evidence/within.ts';
import type { Evidence } from './gather-evidence.ts';

type FirstLook = {
  readonly evidence: Evidence;
  /** The look that was not awaited to its end; null when it was. */
  readonly rest: Promise<Evidence> | null;
};
type Deps = {
  /** Another user's program would receive the answer: the request ends as refused (ruling 11). */
  readonly refuse: (entry: Entry) => Promise<void>;
};

export type Look = ReturnType<typeof createLook>;

export function createLook(context: DeskContext, { refuse }: Deps) {
  const { queue, clock, lifetimes, changed, onFault } = context;

  /** A tool of the system that hangs must not hold the prompt back. */
  async function first(request: AuthorizationRequest): Promise<FirstLook> {
    const rest = context.evidence(request, 'quick');
    const evidence = await within(lifetimes.firstLook, rest, null);
    return evidence === null ? { evidence: await unseenYet(request), rest } : { evidence, rest: null };
  }

  /** What a later look sees goes on screen, where it starts a fresh input guard. */
  function follow(entry: Entry, looking: Promise<Evidence>): void {
    const { request } = entry;
    entry.lookedAt = clock.now();
    looking
      .then(async (seen) => {
        if (queue.get(entry.id) !== entry || entry.request !== request || entry.deciding) return;
        if (seen.refused) return refuse(entry);
        if (JSON.stringify(seen) === JSON.stringify(entry.evidence)) return;
        entry.evidence = seen;
        changed();
      })
      .catch(onFault);
  }

  return {
    first,
    follow,
    tick(): void {
      for (const entry of queue.all()) {
        const { request, evidence, lookedAt } = entry;
        if (request !== null && !evidence.settled && lookedAt + lifetimes.nextLook <= clock.now()) follow(entry, context.evidence(request, 'quick'));
      }
    },
  };
}
