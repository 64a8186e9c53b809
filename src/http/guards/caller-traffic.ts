import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../../activity/events.ts';
import type { RateLimit } from '../../shared/rate-limit.ts';
import { callerOf } from '../caller.ts';
import { sendTooMany } from './too-many.ts';

type Deps = { readonly requests: RateLimit; readonly onRefusal: (reason: RefusalReason) => void };

/**
 * What anybody may ask is counted by connection, the only thing that tells callers apart before they show a token.
 * @returns whether the request may go on; false after answering 429
 */
export function guardCallerTraffic({ requests, onRefusal }: Deps, request: FastifyRequest, reply: FastifyReply): boolean {
  const wait = requests.take(callerOf(request));
  if (wait === 0) return true;
  onRefusal('rate_limited');
  sendTooMany(reply, wait);
  return false;
}
