import type { Introspect } from '../../oauth/introspect.ts';
import type { Revoke } from '../../oauth/revoke.ts';
import type { Token } from '../../oauth/token/token.ts';
import type { Route } from '../route.ts';

type Deps = { readonly token: Token; readonly revoke: Revoke; readonly introspect: Introspect };

/** OAuth 2.1 §3.2, RFC 7009 and RFC 7662. Forms only; parameters in the query are never read. */
export function tokenRoutes({ token, revoke, introspect }: Deps): readonly Route[] {
  const common = { methods: ['POST'], policy: 'public', origin: 'none', listedOrigins: true, body: 'form' } as const;
  return [
    {
      ...common,
      paths: ['/oauth/token', '/token'],
      handler: async ({ body, headers, spelling }, reply) => reply.send(await token(String(body ?? ''), headers.authorization, spelling)),
    },
    {
      ...common,
      paths: ['/oauth/introspect', '/introspect'],
      handler: async ({ body, headers, spelling }, reply) => reply.send(await introspect(String(body ?? ''), headers.authorization, spelling)),
    },
    {
      ...common,
      paths: ['/oauth/revoke', '/revoke'],
      handler: async ({ body, headers }, reply) => {
        await revoke(String(body ?? ''), headers.authorization);
        return reply.code(200).send();
      },
    },
  ];
}
