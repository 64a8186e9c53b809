import { authorizationServerMetadata, openidConfiguration, protectedResourceMetadata } from '../../oauth/discovery/documents.ts';
import type { Spelling } from '../../oauth/spellings.ts';
import type { SigningAlgorithm, SigningKeys } from '../../oauth/tokens/signing-keys.ts';
import type { Route } from '../route.ts';

type Deps = { readonly keys: SigningKeys; readonly algorithm: SigningAlgorithm };

/** RFC 8414, RFC 9728, OpenID discovery and RFC 7517, at every path that clients probe. */
export function metadataRoutes({ keys, algorithm }: Deps): readonly Route[] {
  return [
    document(['/.well-known/oauth-authorization-server', '/.well-known/oauth-authorization-server/mcp'], authorizationServerMetadata),
    document(['/.well-known/openid-configuration', '/.well-known/openid-configuration/mcp'], (spelling) => openidConfiguration(spelling, algorithm)),
    document(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'], protectedResourceMetadata),
    document(['/.well-known/jwks.json', '/jwks'], () => keys.jwks()),
  ];
}

/** Each spelling's bytes are made once; a request only picks one of the three. */
function document(paths: readonly string[], build: (spelling: Spelling) => unknown): Route {
  const built = new Map<string, string>();
  return {
    methods: ['GET'],
    paths,
    policy: 'public',
    origin: 'none',
    body: 'none',
    handler: ({ spelling }, reply) => {
      const text = built.get(spelling.host) ?? JSON.stringify(build(spelling));
      built.set(spelling.host, text);
      return reply.type('application/json').send(text);
    },
  };
}
