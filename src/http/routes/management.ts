import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Management } from '../../oauth/register/management.ts';
import type { Route } from '../route.ts';

/** RFC 7592 §2. The registration access token is the credential, so the route is open to whoever has it. */
export function managementRoutes({ management }: { readonly management: Management }): readonly Route[] {
  async function handle(request: FastifyRequest, reply: FastifyReply) {
    const { client_id: clientId = '' } = request.params as { client_id?: string };
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
  ];
}
