/** The floor: bare Fastify answering the same bytes as a refused request. Prints its port. */
import Fastify from 'fastify';

const { status, headers, body } = JSON.parse(process.argv[2] ?? '{}') as { status: number; headers: Record<string, string>; body: string };
const app = Fastify();
app.post('/mcp', (_request, reply) => reply.code(status).headers(headers).send(body));
await app.listen({ host: '127.0.0.1', port: 0 });
process.once('SIGTERM', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ port: (app.server.address() as { port: number }).port })}\n`);
