import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReadClientInformation } from '../../oauth/register/client-information.ts';
import type { Management } from '../../oauth/register/management.ts';
import { sendInsufficientScope } from '../guards/permission.ts';
import type { Route } from '../route.ts';

type Deps = { readonly management: Management; readonly clientInformation: ReadClientInformation };

/** RFC 7592 §2. The registration access token is the credential, so the route is open to whoever has it. */
export function managementRoutes({ management, clientInformation }: Deps): readonly Route[] {
  async function handle(request: FastifyRequest, reply: FastifyReply) {
    const clientId = clientIdOf(request);
    const { authorization } = request.headers;
    if (request.method === 'PUT') return reply.send(await management.update(clientId, authorization, request.body, request.spelling));
    if (request.method === 'GET') return reply.send(await management.read(clientId, authorization, request.spelling));
    await management.remove(clientId, authorization);
    return reply.code(204).send();
  }
  return [
    {
      methods: ['GET', 'PUT', 'DELETE'],
      paths: ['/oauth/register/:client_id', '/register/:client_id'],
      policy: 'public',
      origin: 'none',
      body: 'json',
      handler: handle,
    },
    {
      methods: ['GET'],
      paths: ['/oauth/clients/:client_id'],
      policy: 'public',
      origin: 'none',
      body: 'none',
      handler: async (request, reply) => {
        const information = await clientInformation(clientIdOf(request), request.headers.authorization);
        return information === null ? sendInsufficientScope(request, reply, 'memory:admin') : reply.send(information);
      },
    },
  ];
}

function clientIdOf(request: FastifyRequest): string {
  const { client_id: clientId = '' } = request.params as { client_id?: string };
  return clientId;
}
