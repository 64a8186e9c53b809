import type { Revoke } from '../../oauth/revoke.ts';
import type { Token } from '../../oauth/token/token.ts';
import type { Route } from '../route.ts';

/** OAuth 2.1 §3.2 and RFC 7009. Forms only; parameters in the query are never read. */
export function tokenRoutes({ token, revoke }: { readonly token: Token; readonly revoke: Revoke }): readonly Route[] {
  const common = { methods: ['POST'], policy: 'public', origin: 'none', body: 'form' } as const;
  return [
    {
      ...common,
      paths: ['/oauth/token', '/token'],
      handler: async ({ body, headers, spelling }, reply) => reply.send(await token(String(body ?? ''), headers.authorization, spelling)),
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
