/**
 * A language model on loopback whose whole wit is: use the first tool that stores a memory, then repeat what the tool said. It speaks
 * the wire of each client's own model, so that the client itself decides which tools there are, and calls them through its own code.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WHOLE, WIRES } from './wires.ts';

export type ScriptedModel = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
};

/** What it says when a client offers it no tool that stores a memory. */
export const NO_TOOL = 'There is nothing here that could keep it.';

/** @param content of the memory that it stores, as a tool's arguments */
export async function startScriptedModel(content: string): Promise<ScriptedModel> {
  const server = createServer(async (request, response) => {
    const url = request.url ?? '/';
    const wire = WIRES.find(({ path }) => path.test(url));
    if (wire === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    const asked = JSON.parse(text) as Record<string, unknown>;
    const said = wire.toolSaid(asked);
    const tool = wire.tools(asked).find(({ name }) => name.endsWith('memory_store'));
    const answer = said === null && tool !== undefined ? wire.call(tool, { content }) : wire.say(said ?? NO_TOOL);
    if (WHOLE.test(url)) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer[0]?.data));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(answer.map(({ event, data }) => `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`).join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
