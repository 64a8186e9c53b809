import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '../route.ts';

/** What a browser-based MCP client sends. */
const HEADERS = 'Authorization, Content-Type, Last-Event-ID, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id';
/** What it has to read: without the challenge it would never start to log in. */
const EXPOSED = 'WWW-Authenticate, Retry-After';
/** Seconds. */
const PREFLIGHT_AGE = 600;

/**
 * Websites that the person listed in the settings, by their exact origin, may call what a client needs (ruling 20); each
 * answer names that one origin, and never allows credentials. Not the authorization endpoint, which is for navigation
 * (OAuth 2.1 §3.1).
 * @returns whether this is such a request; `answered` when it was the preflight of one
 */
export function guardListedOrigin(
  isListed: (origin: string) => boolean,
  route: Route | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): 'no' | 'yes' | 'answered' {
  const { origin } = request.headers;
  if (route?.listedOrigins === undefined || origin === undefined || !isListed(origin)) return 'no';
  reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED, vary: 'Origin' });
  if (request.method !== 'OPTIONS') return 'yes';
  reply
    .code(204)
    .headers({ 'access-control-allow-methods': route.methods.join(', '), 'access-control-allow-headers': HEADERS, 'access-control-max-age': PREFLIGHT_AGE })
    .send();
  return 'answered';
}
