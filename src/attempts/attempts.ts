/**
 * Every way in that was tried lately, so that a person can be told where it stopped and why. In memory only, bounded, and
 * made of what passes anyway: nothing here decides anything.
 */
import type { ActivityEvent } from '../activity/events.ts';
import type { AttemptView } from '../shared/attempt-views.ts';
import type { Clock } from '../shared/edge.ts';
import { OWN_AGENT } from '../shared/own-agent.ts';
import { type Attempt, isIn, reach, stop, viewAttempt } from './attempt.ts';
import type { Exchange } from './exchange.ts';
import { heardIn } from './heard.ts';
import { problemOf } from './problem-of.ts';
import { createRemembered } from './remembered.ts';
import { type Caller, isSameCaller, isSameFailure } from './same-caller.ts';
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

export function createAttempts({ clock, nameOf, programOf, isBridge }: Deps): Attempts {
  const remembered = createRemembered(clock);
  const { all, awaited, begin, drop, lately } = remembered;

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

  /** Whether an answer that refused nothing brought somebody further. */
  function isProgress({ step, clientId, status }: Exchange): boolean {
    if (step === 'call') return status < 400 && clientId !== null && awaited.has(clientId);
    // That a token was given out is heard; the answer alone does not say to whom.
    if (step === 'token') return false;
    return status < 400 || step === 'discover';
  }

  /** A program that keeps trying the same is one line with a number. */
  function fold(attempt: Attempt): void {
    const same = all().find((each) => each !== attempt && !each.resolved && isSameCaller(each, attempt) && isSameFailure(attempt, each));
    if (same === undefined) return;
    attempt.times += same.times;
    attempt.id = same.id;
    drop([same]);
  }

  /** It is in: whatever stopped it before is over, but that a permission is missing is not. */
  function resolve(caller: Caller): void {
    if (caller.clientId !== null) awaited.delete(caller.clientId);
    for (const each of all()) if (each.stopped !== null && each.stopped.problem !== 'scope-refused' && isSameCaller(each, caller)) each.resolved = true;
  }

  function resolveScopes(clientId: string): void {
    for (const each of all()) if (each.clientId === clientId && each.stopped?.problem === 'scope-refused') each.resolved = true;
  }

  return {
    note(exchange) {
      // Whoever else calls itself so is not followed, and nothing rests on that.
      if (exchange.userAgent === OWN_AGENT) return;
      const problem = problemOf(exchange);
      if (problem === null && !isProgress(exchange)) return;
      const { step, clientId } = exchange;
      const current = step === 'call' ? lately(clientId ?? '') : remembered.of(exchange);
      if (current === undefined && problem === null) return resolve({ clientId, name: nameOf(clientId ?? ''), userAgent: exchange.userAgent });
      const attempt = current ?? begin(exchange.userAgent);
      identify(attempt, exchange);
      if (problem === null) reach(attempt, step, step === 'popup' ? 'waiting' : 'done', clock.now());
      else {
        stop(attempt, step, problem, whyRefused(exchange), clock.now());
        fold(attempt);
        remembered.dropPages();
      }
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
    list: () => all().map(viewAttempt),
  };
}
