import type { FastifyReply } from 'fastify';

/** @param wait whole seconds until it is worth asking again (RFC 6585 §4) */
export function sendTooMany(reply: FastifyReply, wait: number): void {
  reply.code(429).header('retry-after', wait).send({ error: 'temporarily_unavailable', error_description: 'too many requests, ask again later' });
}
