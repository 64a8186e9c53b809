import type { Pair } from '../../oauth/bridges/pair.ts';
import { BRIDGE_PATH } from '../../shared/bridge.ts';
import { connectionOf } from '../connections/connection-of.ts';
import type { Route } from '../route.ts';

/** A bridge with a ticket from the control socket gets its token here, because only a connection says which process holds it. */
export function bridgeRoutes({ pair }: { readonly pair: Pair }): readonly Route[] {
  return [
    {
      methods: ['POST'],
      paths: [BRIDGE_PATH],
      policy: 'public',
      origin: 'none',
      body: 'json',
      handler: async (request, reply) => {
        const answer = await pair(request.body, connectionOf(request), request.spelling, (clientId) => {
          request.trace.clientId = clientId;
        });
        return reply.send(answer);
      },
    },
  ];
}
