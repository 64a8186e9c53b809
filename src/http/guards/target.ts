import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * A target in absolute form names a host of its own, which would stand above the Host header that was just checked
 * (RFC 9112 §3.2.2). It is meant for proxies, and no client of ours sends it, so it leads nowhere; `*` neither.
 * @returns whether the request may go on; false after answering 404
 */
export function guardTarget(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.raw.url?.startsWith('/')) return true;
  sendNotFound(reply);
  return false;
}

/** Says nothing about the address that was asked for, at most about the right one. */
export function sendNotFound(reply: FastifyReply, hint = ''): FastifyReply {
  return reply.code(404).send({ error: 'not_found', error_description: `there is nothing at this address${hint}` });
}
