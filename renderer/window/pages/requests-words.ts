/** Every sentence of the page of requests. */
import type { Silence } from '../../../src/shared/views.ts';

export const REQUESTS = {
  title: 'Requests',
  waiting: 'Waiting now',
  nobody: 'Nobody is asking.',
  review: 'Review',
  gone: 'It does not wait any more.',
  code: 'Code',
  left: 'left',
  seen: 'What we can see on this computer',
  goes: (where: string) => `The answer goes to ${where}`,
  wants: 'It wants to',
  warning: 'Warning: ',
  loud: 'Let prompts appear',
  cooling: 'Not asked about for a while',
  coolingLine: 'rests. You are asked about it again in',
  askAgain: 'Ask again now',
  mayAsk: 'It may ask again.',
  blocked: 'Blocked from asking',
  program: 'Program',
  website: 'Website',
  unblock: 'Unblock',
  unblocked: 'It may ask again.',
  recent: 'Recent',
  noRecent: 'No request has been answered yet.',
} as const;

/** Why nothing pops up; the time is said after it where there is one. */
export const SILENCES: Readonly<Record<Silence, string>> = {
  flood: 'Too many programs asked at once, so no prompt appears.',
  quiet: 'You wanted quiet, so no prompt appears.',
  away: 'Nobody seems to be in front of this computer, so no prompt appears.',
};

/** Which events end a request. */
export const OUTCOMES: readonly string[] = ['request.allowed', 'request.denied', 'request.unanswered', 'request.withdrawn', 'request.dropped', 'call.allowed'];
