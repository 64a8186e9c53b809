/** `GET /verify` for forward-auth proxies: may this request go on, and whose is it? */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessCheck } from '../../oauth/access/access.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { queryOf, readParameters } from '../../oauth/parameters.ts';
import { SUBJECT } from '../../oauth/tokens/access-token.ts';
import { readScopes, type Scope, writeScopes } from '../../shared/scopes.ts';
import { sendInsufficientScope } from '../guards/permission.ts';
import type { Route } from '../route.ts';

type Deps = {
  readonly access: AccessCheck;
  /** The name of the account that Gatehouse runs under. */
  readonly userName: string;
};

/** A proxy passes the browser's Origin on; what it asks about is another service than ours, so it decides nothing here. */
export function verifyRoutes({ access: check, userName }: Deps): readonly Route[] {
  async function verify(request: FastifyRequest, reply: FastifyReply) {
    const { access } = request;
    if (access === null) throw new Error('a bearer route was reached without access');
    const needed = readNeeded(queryOf(request.raw.url));
    if (needed !== undefined && !check.permits(access, needed)) return sendInsufficientScope(request, reply, needed);
    const { clientId, clientName, tokenId, expiresAt } = access;
    return reply.headers({ 'x-user-id': SUBJECT, 'x-user-name': headerText(userName), 'x-auth-token': tokenId }).send({
      sub: SUBJECT,
      name: userName,
      client_id: clientId,
      client_name: clientName,
      jti: tokenId,
      scope: writeScopes(check.scopes(access)),
      exp: expiresAt,
    });
  }
  return [{ methods: ['GET'], paths: ['/verify'], policy: 'bearer', origin: 'any', body: 'none', unmetered: true, handler: verify }];
}

/**
 * The query is the rule that the proxy's owner wrote. It must not come to mean less than it says: what is misspelt or left
 * empty is a mistake and refused, never "any token will do".
 */
function readNeeded(query: string): Scope | undefined {
  const parameters = readParameters(query);
  for (const name of parameters.keys()) if (name !== 'scope') throw new OAuthError('invalid_request', 'the only parameter here is scope');
  const values = parameters.get('scope');
  if (values === undefined) return undefined;
  if (values.length > 1) throw new OAuthError('invalid_request', 'scope must not be repeated');
  const names = (values[0] ?? '').split(' ');
  if (names.some((name) => readScopes(name).length === 0)) throw new OAuthError('invalid_scope', 'scope names something that is not known here');
  return readScopes(names.join(' ')).at(-1);
}

/** Header fields are ASCII (RFC 9110 §5.5); anything else is escaped as in a URL. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character));
}
