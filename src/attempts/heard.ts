import type { ActivityEvent } from '../activity/events.ts';
import type { AttemptProblem, AttemptStep } from '../shared/attempt-views.ts';

/** What an entry of the activity log says about a client's way in. */
export type Heard = {
  readonly clientId: string;
  readonly step: AttemptStep;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly problem?: AttemptProblem;
  readonly words?: string;
};

/** The steps that no single request shows: the person's answer, and the token that was given out. @returns null for all other events */
export function heardIn(event: ActivityEvent): Heard | null {
  switch (event.kind) {
    case 'request.asked':
      return { clientId: event.clientId, step: 'popup', state: 'waiting' };
    case 'request.allowed':
      return { clientId: event.clientId, step: 'popup', state: 'done' };
    case 'request.denied':
      return { ...failed(event.clientId), problem: 'denied', words: 'you said no' };
    case 'request.unanswered':
      return { ...failed(event.clientId), problem: 'unanswered', words: 'nobody answered in time' };
    case 'request.withdrawn':
      return { ...failed(event.clientId), problem: 'unanswered', words: 'the page in the browser was closed before you answered' };
    case 'request.dropped':
      return { ...failed(event.clientId), problem: 'blocked', words: 'access was taken away while it waited' };
    case 'session.started':
      return { clientId: event.clientId, step: 'token', state: 'done' };
    case 'session.renewed':
      return { clientId: event.clientId, step: 'token', state: 'done' };
    default:
      return null;
  }
}

const failed = (clientId: string) => ({ clientId, step: 'popup', state: 'failed' }) as const;
