/** The attempts that are remembered, latest first, and which of them something belongs to. */
import type { Clock } from '../shared/edge.ts';
import { type Attempt, isIn, startAttempt } from './attempt.ts';
import type { Exchange } from './exchange.ts';

const MOST = 100;
/** Of those, what pages in the browser may hold: one that asks under name after name must not push out what programs tried. */
const MOST_OF_PAGES = 10;
/** Milliseconds; from the first look at our documents to the registration. */
const SAME_LOOK = 2 * 60_000;
/** A person has ten minutes, and the browser and the program take a moment. */
const SAME_LOGIN = 15 * 60_000;

export function createRemembered(clock: Clock) {
  let attempts: readonly Attempt[] = [];
  let count = 0;
  /** Clients with an attempt that is not in yet, so that ordinary calls cost one look-up. */
  const awaited = new Set<string>();

  function begin(userAgent: string | null): Attempt {
    count += 1;
    const attempt = startAttempt(`at_${count}`, clock.now(), userAgent);
    attempts = [attempt, ...attempts];
    drop(attempts.slice(MOST));
    return attempt;
  }

  /** Who has no other attempt is not waited for any more: ids are made up without end. */
  function drop(gone: readonly Attempt[]): void {
    attempts = attempts.filter((each) => !gone.includes(each));
    for (const { clientId } of gone) if (clientId !== null && !attempts.some((each) => each.clientId === clientId)) awaited.delete(clientId);
  }

  const isFresh = ({ lastAt }: Attempt, within: number): boolean => clock.now() - lastAt <= within;
  const nameless = (isMeant: (attempt: Attempt) => boolean): Attempt | undefined =>
    attempts.find((each) => each.clientId === null && each.stopped === null && isMeant(each) && isFresh(each, SAME_LOOK));
  const lately = (clientId: string): Attempt | undefined =>
    attempts.find((each) => each.clientId === clientId && each.stopped === null && !isIn(each) && isFresh(each, SAME_LOGIN));

  return {
    all: () => attempts,
    awaited,
    begin,
    drop,
    /** Above what pages may hold. */
    dropPages: (): void => drop(attempts.filter(isOfPage).slice(MOST_OF_PAGES)),
    /** The one that this client is on its way in with. */
    lately,
    /** The browser opens the login, the program fetches the token: the client id is what both have in common. */
    of({ clientId, userAgent, step }: Exchange): Attempt {
      const isByName = ({ userAgent: name }: Attempt) => name === userAgent;
      if (clientId === null) return nameless(isByName) ?? begin(userAgent);
      const known = lately(clientId);
      if (known !== undefined) return known;
      // Only a program looked at the documents; what its browser does afterwards has another name.
      const looked = nameless(step === 'popup' ? () => true : isByName);
      return looked ?? begin(step === 'popup' || step === 'code' ? null : userAgent);
    },
  };
}

/** Refused for its `Origin`, or for a name in `Host`, which a page can choose as well (DNS rebinding). */
function isOfPage({ stopped }: Attempt): boolean {
  return stopped?.problem === 'web-page' || stopped?.problem === 'wrong-host';
}
