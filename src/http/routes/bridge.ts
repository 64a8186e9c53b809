import type { Pair } from '../../oauth/bridges/pair.ts';
import { BRIDGE_PATH } from '../../shared/bridge.ts';
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
      handler: async ({ body, raw, spelling, trace }, reply) => {
        const { remoteAddress: address = '', remotePort: port = 0, localPort = 0 } = raw.socket;
        const answer = await pair(body, { address, port, localPort }, spelling, (clientId) => {
          trace.clientId = clientId;
        });
        return reply.send(answer);
      },
    },
  ];
}
