/** What the popup's page says the person answered: believed only as far as it was on screen (F6). */

import type { RequestView } from '../shared/views.ts';
import type { Decision } from './desk.ts';

/** @returns null for anything that the person could not have answered on that screen */
export function readDecision(value: unknown, request: RequestView): Decision | null {
  if (!isRecord(value)) return null;
  if (value.answer === 'deny') return typeof value.notAsked === 'boolean' ? { answer: 'deny', notAsked: value.notAsked } : null;
  return value.answer === 'allow' && request.stage === 'asking' ? readAllow(value, request) : null;
}

function readAllow({ scopes, for: duration, compartment }: Record<string, unknown>, request: RequestView): Decision | null {
  // One call gets no permission; anything else is an Allow of something.
  if (!Array.isArray(scopes) || (scopes.length === 0) !== (request.call !== null)) return null;
  const chosen = request.permissions.map(({ scope }) => scope).filter((scope) => scopes.includes(scope));
  if (chosen.length !== scopes.length) return null;
  const memories = request.compartments.find(({ id }) => id === compartment);
  if (memories === undefined) return null;
  // A widening ends with its connection, a call at once: no time was on screen, and none is read.
  const offered = request.durations.length === 0 ? 'once' : request.durations.find((line) => line.duration === duration)?.duration;
  return offered === undefined ? null : { answer: 'allow', scopes: chosen, for: offered, compartment: memories.id };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
