import type { HeldView, RequestsView } from '../../shared/views.ts';

/**
 * In the desktop app the socket is open to whatever has a shell, and the person has a popup: what memories say is shown
 * there alone.
 */
export function withoutMemoryText(answer: unknown): unknown {
  if (hasHeld(answer)) return { ...answer, held: answer.held.map((held) => ({ ...held, shown: '' })) };
  if (!hasRequests(answer)) return answer;
  const requests = answer.requests.map((request) => (request.call === null ? request : { ...request, call: { ...request.call, samples: [], conditions: [] } }));
  return { ...answer, requests };
}

function hasRequests(answer: unknown): answer is RequestsView {
  return typeof answer === 'object' && answer !== null && 'requests' in answer && Array.isArray(answer.requests);
}

function hasHeld(answer: unknown): answer is { readonly held: readonly HeldView[] } {
  return typeof answer === 'object' && answer !== null && 'held' in answer && Array.isArray(answer.held);
}
