import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../../activity/events.ts';
import type { RateLimit } from '../../shared/rate-limit.ts';
import { sendTooMany } from './too-many.ts';

type Deps = {
  readonly calls: RateLimit;
  /** How many calls of one client may be running. */
  readonly atOnce: number;
  readonly onRefusal: (reason: RefusalReason, program: string | null) => void;
};

/**
 * Everybody here is 127.0.0.1, so calls are counted by the client whose token was good: one that runs wild is told to
 * wait, all others do not notice (J11).
 * @returns a guard that says whether the request may go on; false after answering 429
 */
export function createClientTrafficGuard({ calls, atOnce, onRefusal }: Deps) {
  const running = new Map<string, number>();

  function end(clientId: string): void {
    const left = (running.get(clientId) ?? 1) - 1;
    if (left === 0) running.delete(clientId);
    else running.set(clientId, left);
  }

  return function guardClientTraffic({ access }: FastifyRequest, reply: FastifyReply): boolean {
    const clientId = access?.clientId ?? '';
    const now = running.get(clientId) ?? 0;
    const wait = now < atOnce ? calls.take(clientId) : 1;
    if (wait > 0) {
      onRefusal('rate_limited', access?.clientName ?? null);
      sendTooMany(reply, wait);
      return false;
    }
    // Gone while its token was checked: it would never be seen to end.
    if (reply.raw.destroyed) return false;
    running.set(clientId, now + 1);
    reply.raw.once('close', () => end(clientId));
    return true;
  };
}
