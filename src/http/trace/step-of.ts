import type { FastifyRequest } from 'fastify';
import type { AttemptStep } from '../../shared/attempt-views.ts';
import { BRIDGE_PATH } from '../../shared/bridge.ts';

/** By canonical path. */
const STEPS: Readonly<Record<string, AttemptStep>> = {
  '/oauth/register': 'register',
  '/oauth/authorize': 'popup',
  '/oauth/authorize/:handle': 'code',
  '/oauth/token': 'token',
};
const DOCUMENT = /^\/(?:\.well-known\/|jwks$)/;

/** @returns which step of the way in a request was; null when it was none */
export function stepOf(request: FastifyRequest, status: number): AttemptStep | null {
  const { headers, trace, route } = request;
  if (trace.reason === 'host_refused' || trace.reason === 'origin_refused') return 'discover';
  if (route?.policy === 'bearer') return headers.authorization === undefined ? 'discover' : 'call';
  const [path = ''] = route?.paths ?? [];
  if (DOCUMENT.test(path)) return 'discover';
  const step = STEPS[path];
  // Only when it leads back with a code; before that the page waits.
  if (step === 'code') return trace.clientId === null ? null : step;
  // Only a refusal without a question; a question is heard of.
  if (path === BRIDGE_PATH) return trace.clientId === null ? null : 'popup';
  // Not opened as a page of its own: any page can embed any number of it, and none is a login.
  if (step === 'popup' && status === 403 && trace.error === null) return null;
  if (step !== undefined) return request.method === 'OPTIONS' ? null : step;
  if (route !== undefined || status === 429) return null;
  // Clients try documents at many places, and a browser wants its icon: neither says that an address is wrong.
  if (request.url.includes('/.well-known/') || headers['sec-fetch-dest'] !== undefined) return null;
  return headers.authorization === undefined ? 'discover' : 'call';
}
