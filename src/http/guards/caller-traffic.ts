import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../../activity/events.ts';
import type { RateLimit } from '../../shared/rate-limit.ts';
import type { Callers } from '../caller.ts';
import { sendTooMany } from './too-many.ts';

type Deps = { readonly requests: RateLimit; readonly callers: Callers; readonly onRefusal: (reason: RefusalReason) => void };

/**
 * What anybody may ask is counted by caller, one that asks too much has to wait.
 * @returns whether the request may go on; false after answering 429
 */
export function guardCallerTraffic({ requests, callers, onRefusal }: Deps, request: FastifyRequest, reply: FastifyReply): boolean {
  const wait = requests.take(callers.of(request));
  if (wait === 0) return true;
  onRefusal('rate_limited');
  sendTooMany(reply, wait);
  return false;
}
