import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../../activity/events.ts';
import type { AccessCheck } from '../../oauth/access/access.ts';
import { bearerChallenge, describe } from '../../oauth/discovery/challenge.ts';
import { RETRY_AFTER } from '../../oauth/token/check-client-may-redeem.ts';

type Deps = { readonly access: AccessCheck; readonly onRefusal: (reason: RefusalReason) => void };

/**
 * Authentication comes before content negotiation, parsing and routing: a client that is told 406 or 404 instead of 401
 * never starts to log in.
 * @returns whether the request may go on; false after answering
 */
export async function guardBearer({ access, onRefusal }: Deps, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  if (countAuthorization(request.raw.rawHeaders) > 1) {
    reply.code(400).send({ error: 'invalid_request', error_description: 'Authorization must not be repeated' });
    return false;
  }
  const outcome = await access.authenticate(request.headers.authorization);
  if (!('refused' in outcome)) {
    request.access = outcome;
    return true;
  }
  onRefusal(outcome.refused);
  request.trace.reason = outcome.refused;
  request.trace.clientId = outcome.clientId;
  // A held client keeps its token: 401 or 403 would send it to log in and the person would be asked again.
  if (outcome.refused === 'client_paused' || outcome.refused === 'locked') {
    reply.code(503).header('retry-after', RETRY_AFTER).send({ error: 'temporarily_unavailable', error_description: 'the person paused access' });
    return false;
  }
  reply
    .code(401)
    .header('www-authenticate', bearerChallenge(request.spelling, outcome))
    .send({ error: outcome.tokenSent ? 'invalid_token' : 'unauthorized', error_description: describe(outcome) });
  return false;
}

function countAuthorization(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization').length;
}
