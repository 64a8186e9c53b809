import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedOrigin } from '../route.ts';

/**
 * Browsers name the page that sends a request. No page but our own has business here: any other Origin, `null` included,
 * is refused before the body is read and without a CORS header (MCP transports, "Origin validation").
 * @returns whether the request may go on; false after answering 403
 */
export function guardOrigin(allowed: AllowedOrigin, request: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = request.headers;
  if (origin === undefined || allowed === 'any') return true;
  if (allowed === 'own' && origin === request.spelling.origin) return true;
  reply.code(403).send({ error: 'invalid_request', error_description: 'web pages may not call this address' });
  return false;
}
