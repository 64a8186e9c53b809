/** Requests that the person wants to look at now, from the tray, the window or a notification. */
import type { ConsentDesk } from '../consent/desk.ts';
import type { RequestView } from '../shared/views.ts';
import type { PresentPrompt } from './popup/ask-when-present.ts';
import type { Presence } from './presence.ts';
import type { Route } from './window/route.ts';

export type ReviewsDeps = {
  /** null while the broker does not run. */
  readonly desk: () => Pick<ConsentDesk, 'list' | 'find' | 'review' | 'extend'> | null;
  readonly presence: Pick<Presence, 'isHere'>;
  readonly wanted: PresentPrompt['wanted'];
  readonly open: (route: Route) => void;
};

export function createReviews({ desk, presence, wanted, open }: ReviewsDeps) {
  /** Brings it to the popup. @returns whether it waits */
  function review(id: string): boolean {
    // Whoever asks for it is there, whatever the last look said.
    presence.isHere();
    wanted(id);
    return desk()?.review(id) ?? false;
  }

  return {
    review,
    /** What a click on "a program is waiting" means; where none waits any more, the list says what became of it. */
    reviewFirst(): void {
      const [first] = desk()?.list() ?? [];
      if (first === undefined || !review(first.id)) open('/requests');
    },
    /** Gives the person more time. @returns the request with its new end, or null */
    extend(id: string): RequestView | null {
      const current = desk();
      return current?.extend(id) ? current.find(id) : null;
    },
  };
}
