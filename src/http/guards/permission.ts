import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopeChallenge } from '../../oauth/discovery/challenge.ts';
import { impliedBy, type Scope, writeScopes } from '../../shared/scopes.ts';

/** RFC 6750 §3.1: the token is fine, it may not do this. Every permission that is needed is named at once. */
export function sendInsufficientScope(request: FastifyRequest, reply: FastifyReply, needed: Scope): FastifyReply {
  return reply
    .code(403)
    .header('www-authenticate', scopeChallenge(request.spelling, impliedBy([needed])))
    .send({ error: 'insufficient_scope', error_description: `this needs ${writeScopes([needed])}, which the person has not given` });
}
