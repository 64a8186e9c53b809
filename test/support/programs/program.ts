/** A program of the kind that connects: listens for its answer, and registers when it is told to over its standard input. */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const server = createServer((_request, response) => response.end('thank you'));
server.listen(Number(process.env.LISTEN_PORT ?? 0), process.env.LISTEN_HOST ?? '127.0.0.1', () => {
  const address = server.address();
  say({ pid: process.pid, port: typeof address === 'object' ? address?.port : null });
});

const lines = createInterface({ input: process.stdin });
lines.on('line', async (line) => {
  const { url, body } = JSON.parse(line) as { url: string; body: unknown };
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  say(await response.json());
});
lines.on('close', () => process.exit(0));
