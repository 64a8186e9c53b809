import type { FastifyReply } from 'fastify';
import { authorizationServerMetadata, openidConfiguration, protectedResourceMetadata } from '../../oauth/discovery/documents.ts';
import type { Spelling } from '../../oauth/spellings.ts';
import type { SigningAlgorithm } from '../../oauth/tokens/kept-key.ts';
import type { SigningKeys } from '../../oauth/tokens/signing-keys.ts';
import type { Route } from '../route.ts';

type Deps = {
  readonly keys: SigningKeys;
  readonly algorithm: SigningAlgorithm;
  readonly locked: () => boolean;
};

/** Seconds. */
const RETRY_AFTER = 60;

/** RFC 8414, RFC 9728, OpenID discovery and RFC 7517, at every path that clients probe. */
export function metadataRoutes({ keys, algorithm, locked }: Deps): readonly Route[] {
  const documents = [
    frozen(['/.well-known/oauth-authorization-server', '/.well-known/oauth-authorization-server/mcp'], authorizationServerMetadata),
    frozen(['/.well-known/openid-configuration', '/.well-known/openid-configuration/mcp'], (spelling) => openidConfiguration(spelling, algorithm)),
    frozen(
      ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource/mcp/'],
      protectedResourceMetadata,
    ),
    { paths: ['/.well-known/jwks.json', '/jwks'], text: () => JSON.stringify(keys.jwks()) },
  ];
  return documents.map(({ paths, text }) => ({
    methods: ['GET'],
    paths,
    policy: 'public',
    origin: 'none',
    listedOrigins: true,
    body: 'none',
    handler: (request, reply) => (locked() ? untrueNow(reply) : reply.type('application/json; charset=utf-8').send(text(request.spelling))),
  }));
}

/** Each spelling's bytes are made once; a request only picks one of them. */
function frozen(paths: readonly string[], build: (spelling: Spelling) => unknown) {
  const built = new Map<string, string>();
  const text = (spelling: Spelling): string => {
    const known = built.get(spelling.resource) ?? JSON.stringify(build(spelling));
    built.set(spelling.resource, known);
    return known;
  };
  return { paths, text };
}

/** A document is a promise; while everything is paused no part of it holds, and clients cache what is 200. */
function untrueNow(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('retry-after', RETRY_AFTER).send({ error: 'temporarily_unavailable', error_description: 'the person paused everything' });
}
