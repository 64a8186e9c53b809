import type { FastifyRequest } from 'fastify';
import type { AttemptStep } from '../../shared/attempt-views.ts';
import { BRIDGE_PATH } from '../../shared/bridge.ts';

/** By canonical path. */
const STEPS: Readonly<Record<string, AttemptStep>> = {
  '/oauth/register': 'register',
  '/oauth/authorize': 'popup',
  '/oauth/authorize/:handle': 'code',
  '/oauth/token': 'token',
  [BRIDGE_PATH]: 'popup',
};
const DOCUMENT = /^\/(?:\.well-known\/|jwks$)/;

/** @returns which step of the way in a request was; null when it was none */
export function stepOf(request: FastifyRequest, status: number): AttemptStep | null {
  const { headers, trace } = request;
  if (trace.reason === 'host_refused' || trace.reason === 'origin_refused') return 'discover';
  const route = request.routeOptions.config.route;
  if (route?.policy === 'bearer') return headers.authorization === undefined ? 'discover' : 'call';
  const [path = ''] = route?.paths ?? [];
  if (DOCUMENT.test(path)) return 'discover';
  const step = STEPS[path];
  // Only when it leads back with a code; before that the page waits. Of a bridge only the refusal: a question is heard of.
  if (step === 'code' || path === BRIDGE_PATH) return trace.clientId === null ? null : (step ?? null);
  if (step !== undefined) return request.method === 'OPTIONS' ? null : step;
  if (route !== undefined || status === 429) return null;
  // Clients try documents at many places, and a browser wants its icon: neither says that an address is wrong.
  if (request.url.includes('/.well-known/') || headers['sec-fetch-dest'] !== undefined) return null;
  return headers.authorization === undefined ? 'discover' : 'call';
}
