import type { FastifyReply, FastifyRequest } from 'fastify';

const MOST = 100;

/** @returns whether the request may go on; false after answering 431 (RFC 6585 §5) */
export function guardHeaderCount(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.raw.rawHeaders.length <= 2 * MOST) return true;
  reply.code(431).header('connection', 'close').send({ error: 'invalid_request', error_description: 'too many headers' });
  return false;
}
