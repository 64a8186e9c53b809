/**
 * Every way in that was tried lately, so that a person can be told where it stopped and why. In memory only, bounded, and
 * made of what passes anyway: nothing here decides anything.
 */
import type { ActivityEvent } from '../activity/events.ts';
import type { AttemptView } from '../shared/attempt-views.ts';
import type { Clock } from '../shared/edge.ts';
import { OWN_AGENT } from '../shared/own-agent.ts';
import { type Attempt, isIn, reach, startAttempt, stop, viewAttempt } from './attempt.ts';
import type { Exchange } from './exchange.ts';
import { heardIn } from './heard.ts';
import { problemOf } from './problem-of.ts';
import { whyRefused } from './words.ts';

export type Attempts = {
  /** A request was answered. */
  note(exchange: Exchange): void;
  /** Something was written into the activity log. */
  hear(event: ActivityEvent): void;
  /** Latest first. */
  list(): readonly AttemptView[];
};

type Deps = {
  readonly clock: Clock;
  readonly nameOf: (clientId: string) => string | null;
  readonly programOf: (clientId: string) => string | null;
  /** Whether its way in is a question alone: it looks at no document, registers by being seen, and opens no page. */
  readonly isBridge: (clientId: string) => boolean;
};

const MOST = 100;
/** Of those, what pages in the browser may hold: one that asks under name after name must not push out what programs tried. */
const MOST_OF_PAGES = 10;
/** Milliseconds; from the first look at our documents to the registration. */
const SAME_LOOK = 2 * 60_000;
/** A person has ten minutes, and the browser and the program take a moment. */
const SAME_LOGIN = 15 * 60_000;

export function createAttempts({ clock, nameOf, programOf, isBridge }: Deps): Attempts {
  let attempts: Attempt[] = [];
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
  const nameless = (userAgent: string | null): Attempt | undefined =>
    attempts.find((each) => each.clientId === null && each.stopped === null && each.userAgent === userAgent && isFresh(each, SAME_LOOK));
  const lately = (clientId: string): Attempt | undefined =>
    attempts.find((each) => each.clientId === clientId && each.stopped === null && !isIn(each) && isFresh(each, SAME_LOGIN));

  /** The browser opens the login, the program fetches the token: the client id is what both have in common. */
  function attemptOf({ clientId, userAgent, step }: Exchange): Attempt {
    if (clientId === null) return nameless(userAgent) ?? begin(userAgent);
    const known = lately(clientId);
    if (known !== undefined) return known;
    // Only a program looked at the documents; what its browser does afterwards has another name.
    const looked =
      step === 'popup' ? attempts.find((each) => each.clientId === null && each.stopped === null && isFresh(each, SAME_LOOK)) : nameless(userAgent);
    return looked ?? begin(step === 'popup' || step === 'code' ? null : userAgent);
  }

  function identify(attempt: Attempt, { clientId, clientName, redirectUri, via }: Pick<Exchange, 'clientId' | 'clientName' | 'redirectUri' | 'via'>): void {
    attempt.via = via ?? attempt.via;
    attempt.redirectUri = redirectUri ?? attempt.redirectUri;
    if (clientId === null) {
      attempt.name = clientName ?? attempt.name;
      return;
    }
    attempt.clientId = clientId;
    attempt.name = clientName ?? nameOf(clientId) ?? attempt.name;
    attempt.program = programOf(clientId);
    awaited.add(clientId);
  }

  function beginBridge(clientId: string): Attempt {
    const attempt = begin(null);
    identify(attempt, { clientId, clientName: null, redirectUri: null, via: null });
    return attempt;
  }

  /** A program that keeps trying the same is one line with a number. */
  function isAgain(attempt: Attempt, before: Attempt | undefined): before is Attempt {
    return (
      before !== undefined &&
      attempt.stopped !== null &&
      before.stopped?.problem === attempt.stopped.problem &&
      before.stopped.step === attempt.stopped.step &&
      before.stopped.words === attempt.stopped.words
    );
  }

  function fold(attempt: Attempt): void {
    const same = attempts.find((each) => each !== attempt && !each.resolved && isSameCaller(each, attempt) && isAgain(attempt, each));
    if (same === undefined) return;
    attempt.times += same.times;
    attempt.id = same.id;
    drop([same]);
  }

  /** It is in: whatever stopped it before is over, but that a permission is missing is not. */
  function resolve(caller: Caller): void {
    if (caller.clientId !== null) awaited.delete(caller.clientId);
    for (const each of attempts) if (each.stopped !== null && each.stopped.problem !== 'scope-refused' && isSameCaller(each, caller)) each.resolved = true;
  }

  function resolveScopes(clientId: string): void {
    for (const each of attempts) if (each.clientId === clientId && each.stopped?.problem === 'scope-refused') each.resolved = true;
  }

  return {
    note(exchange) {
      // Whoever else calls itself so is not followed, and nothing rests on that.
      if (exchange.userAgent === OWN_AGENT) return;
      const problem = problemOf(exchange);
      const { step, clientId } = exchange;
      const isGood = problem === null && exchange.status < 400;
      if (problem === null && step === 'call' && !(isGood && clientId !== null && awaited.has(clientId))) return;
      if (problem === null && !isGood && step !== 'discover') return;
      // That a token was given out is heard; the answer alone does not say to whom.
      if (problem === null && step === 'token') return;
      const current = step === 'call' ? lately(clientId ?? '') : attemptOf(exchange);
      if (current === undefined && problem === null) return resolve({ clientId, name: nameOf(clientId ?? ''), userAgent: exchange.userAgent });
      const attempt = current ?? begin(exchange.userAgent);
      identify(attempt, exchange);
      if (problem === null) reach(attempt, step, step === 'popup' ? 'waiting' : 'done', clock.now());
      else stop(attempt, step, problem, whyRefused(exchange), clock.now());
      if (problem !== null) fold(attempt);
      if (isOfPage(attempt)) drop(attempts.filter(isOfPage).slice(MOST_OF_PAGES));
      if (isIn(attempt)) resolve(attempt);
    },
    hear(event) {
      const heard = heardIn(event);
      if (heard === null) return;
      if (event.kind === 'request.allowed') resolveScopes(heard.clientId);
      const attempt = lately(heard.clientId) ?? (event.kind === 'request.asked' && isBridge(heard.clientId) ? beginBridge(heard.clientId) : undefined);
      if (attempt === undefined) return;
      if (heard.state === 'failed') stop(attempt, heard.step, heard.problem ?? 'other', heard.words ?? '', clock.now());
      else if (heard.step !== 'popup' || attempt.steps.token.state === 'open') reach(attempt, heard.step, heard.state, clock.now());
    },
    list: () => attempts.map(viewAttempt),
  };
}

type Caller = Pick<Attempt, 'clientId' | 'name' | 'userAgent'>;

/** Refused for its `Origin`, or for a name in `Host`, which a page can choose as well (DNS rebinding). */
function isOfPage({ stopped }: Attempt): boolean {
  return stopped?.problem === 'web-page' || stopped?.problem === 'wrong-host';
}

function isSameCaller(left: Caller, right: Caller): boolean {
  if (left.clientId !== null && left.clientId === right.clientId) return true;
  if (left.name !== null && left.name === right.name) return true;
  return left.userAgent !== null && left.userAgent === right.userAgent;
}
