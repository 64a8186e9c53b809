import type { FastifyReply } from 'fastify';

/**
 * What takes longer than any long poll and any write hangs, and 503 is better than nothing. Not by Fastify's own
 * `handlerTimeout`: that makes and aborts a signal for every request, a tenth of what a short one costs.
 * @param limit milliseconds
 */
export function limitAnswer(reply: FastifyReply, limit: number): void {
  const timer = setTimeout(() => {
    if (!reply.sent) reply.code(503).send({ error: 'server_error', error_description: 'this took too long here, try again' });
  }, limit);
  reply.raw.once('close', () => clearTimeout(timer));
}
