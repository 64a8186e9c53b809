/** How an event ended, in one word, and how many things it was about. */
import type { ActivityEvent } from './events.ts';

export function resultOf(event: ActivityEvent): string {
  switch (event.kind) {
    case 'tool.called':
      return event.outcome;
    case 'request.asked':
    case 'call.asked':
      return 'asked';
    case 'request.allowed':
    case 'call.allowed':
      return 'allowed';
    case 'request.denied':
      return 'denied';
    case 'request.unanswered':
      return 'unanswered';
    case 'request.withdrawn':
      return 'withdrawn';
    case 'request.dropped':
      return 'dropped';
    case 'refusals.counted':
      return 'refused';
    case 'document.fetched':
      return event.refused === null ? 'done' : 'failed';
    case 'memory.held':
      return 'held';
    case 'fault':
      return 'failed';
    default:
      return 'done';
  }
}

/** @returns null for an event that counts nothing */
export function countOf(event: ActivityEvent): number | null {
  if ('count' in event) return event.count;
  return 'entries' in event ? event.entries : null;
}
