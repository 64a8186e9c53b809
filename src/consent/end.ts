/** Requests that end without the person's answer: time ran out, the browser went away, access was taken meanwhile. */
import { answerTo } from './answer-to.ts';
import { askerOfEntry, type DeskContext } from './context.ts';
import { type Entry, stageOf } from './entry.ts';

export type Ending = 'denied' | 'unanswered' | 'withdrawn' | 'refused';

const EVENTS = {
  denied: 'request.dropped',
  refused: 'request.dropped',
  unanswered: 'request.unanswered',
  withdrawn: 'request.withdrawn',
} as const satisfies Record<Ending, string>;

export function createEnd(context: DeskContext) {
  const { store, activity, attention, clock, lifetimes, queue, waiters, prompt } = context;

  async function end(entry: Entry, ending: Ending): Promise<void> {
    if (entry.deciding) return;
    // One that nobody could see was not left unanswered: behind another, while quiet, with nobody there, or covered.
    const wasSeen = entry.shownAt !== null && attention.mayPopUp() && (prompt.isSeen?.(entry.id) ?? true);
    entry.deciding = true;
    try {
      if (entry.request !== null) await store.answers.refuse(answerTo(entry, entry.request, ending, null, clock.now(), lifetimes.most));
    } finally {
      queue.remove(entry);
    }
    // An announcement that nothing followed is no unanswered prompt (ruling 4).
    if (stageOf(entry) === 'announced') return;
    if (ending === 'unanswered' && wasSeen) attention.turnedDown(askerOfEntry(entry));
    activity.record({ kind: EVENTS[ending], clientId: entry.client.id, requestId: entry.id });
  }

  /** Only a page that has polled and then fell silent was closed; one that never polled may have no script. */
  const isSilent = (entry: Entry): boolean => entry.polls >= 2 && !waiters.polls(entry.handle ?? '') && clock.now() - entry.lastPollAt >= lifetimes.silence;

  return {
    end,
    /** All at once: none of them may be answered while another is written down. */
    async endAll(matches: (entry: Entry) => boolean, ending: Ending): Promise<void> {
      await Promise.all(
        queue
          .all()
          .filter(matches)
          .map((entry) => end(entry, ending)),
      );
    },
    async tick(): Promise<void> {
      await Promise.all(
        queue.all().map((entry) => {
          if (entry.expiresAt <= clock.now()) return end(entry, 'unanswered');
          return isSilent(entry) ? end(entry, 'withdrawn') : undefined;
        }),
      );
    },
  };
}
