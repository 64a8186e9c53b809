/** The one place that turns an error into bytes. What is not an OAuthError says nothing but an id (OWASP: no stack, no path). */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../activity/events.ts';
import { errorBody, OAuthError } from '../oauth/errors.ts';

/** Fastify's own refusals, in the words of OAuth. */
const FRAMEWORK: Readonly<Record<string, readonly [number, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'the Content-Type is not accepted here'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'the body is too large'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'the body is empty'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'the body is not valid JSON'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'the Content-Length is wrong'],
};

type Deps = {
  readonly onRefusal: (reason: RefusalReason) => void;
  /** Receives what is our own fault, and returns the id that the answer carries. */
  readonly onFault: (error: unknown, where: string) => string;
};

export function createErrorHandler({ onRefusal, onFault }: Deps) {
  return (error: FastifyError | OAuthError | Error, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof OAuthError) return refuse(error, request, reply);
    const code = 'code' in error ? String(error.code) : '';
    const known = FRAMEWORK[code];
    if (known !== undefined) return refuse(new OAuthError('invalid_request', known[1], { status: known[0] }), request, reply);
    if (error instanceof SyntaxError || ('statusCode' in error && Number(error.statusCode) < 500)) {
      return refuse(new OAuthError('invalid_request', 'the request could not be read'), request, reply);
    }
    request.trace.isIn = false;
    const id = onFault(error, request.routeOptions.url ?? 'unknown route');
    return reply.code(503).send({ error: 'server_error', error_description: `something failed here, see the activity log for ${id}` });
  };

  function refuse(error: OAuthError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    onRefusal(error.reason);
    request.trace.error = error;
    return sendOAuthError(error, request, reply);
  }
}

function sendOAuthError(error: OAuthError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.retryAfter !== null) reply.header('retry-after', error.retryAfter);
  if (error.status === 401 && /^basic /i.test(request.headers.authorization ?? '')) reply.header('www-authenticate', 'Basic realm="gatehouse"');
  if (error.status === 401 && error.code === 'invalid_token') reply.header('www-authenticate', 'Bearer realm="gatehouse", error="invalid_token"');
  return reply.code(error.status).send(errorBody(error));
}
