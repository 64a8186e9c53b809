import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToolServers, isForTools } from '../../src/mcp/tool-servers.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect } from '../support/oauth-client.ts';
import { hold } from '../support/sockets.ts';
import { ERAS, mcpRequest, rpc } from './support.ts';

const servers = () => createToolServers(() => new McpServer({ name: 'test', version: '1' }));

describe('a server of the tools, after its call', () => {
  it.each(ERAS)('serves the next on the %s wire, and none on the other', (era) => {
    const { take, giveBack } = servers();
    const first = take(era);
    giveBack(first);
    expect(take(era === 'legacy' ? 'modern' : 'legacy').server).not.toBe(first.server);
    expect(take(era).server).toBe(first.server);
    expect(take(era).server).not.toBe(first.server);
  });

  it('serves nobody else while it still has a call', async () => {
    const { take, giveBack } = servers();
    const first = take('legacy');
    await first.server.connect(InMemoryTransport.createLinkedPair()[0]);
    giveBack(first);
    expect(take('legacy').server).not.toBe(first.server);
  });

  it('is kept as one of sixteen', () => {
    const { take, giveBack } = servers();
    const taken = Array.from({ length: 20 }, () => take('modern'));
    taken.forEach(giveBack);
    const again = Array.from({ length: 20 }, () => take('modern'));
    expect(again.filter(({ server }) => taken.some((one) => one.server === server))).toHaveLength(16);
  });

  it.each([
    [{ id: 1, method: 'tools/call' }, true],
    [{ id: 'a', method: 'tools/list' }, true],
    [{ id: 1, method: 'initialize' }, false],
    [{ id: 1, method: 'prompts/get' }, false],
    [{ method: 'tools/call' }, false],
    [[{ id: 1, method: 'tools/call' }], false],
    [null, false],
    ['tools/call', false],
    [undefined, false],
  ])('%j is for such a server: %j', (message, answer) => {
    expect(isForTools(message)).toBe(answer);
  });
});

describe('ruling 23: whoever is served by a server that served another', () => {
  let gatehouse: TestGatehouse;
  let callers: readonly { readonly name: string; readonly token: string }[];
  let reader: string;
  beforeAll(async () => {
    gatehouse = await startGatehouse();
    const { id: work } = await gatehouse.compartments.create('Work');
    const { id: home } = await gatehouse.compartments.create('Home');
    const login = async (name: string, compartment: string) => ({ name, token: (await connect(gatehouse, undefined, compartment)).tokens.access_token });
    callers = [await login('default', 'default'), await login('work', work), await login('home', home)];
    reader = (await connect(gatehouse, ['memory:read'])).tokens.access_token;
  });
  afterAll(() => gatehouse.close());

  const call = (era: (typeof ERAS)[number], token: string, name: string, input: Record<string, unknown>) =>
    rpc(gatehouse.url, era, token, 'tools/call', { name, arguments: input });

  /** Asks the whole question and leaves, at once or some turns of the loop later, while it is being answered. */
  async function hangUp(era: (typeof ERAS)[number], token: string, turns: number): Promise<void> {
    const { headers, body } = mcpRequest(era, token, 'tools/call', { name: 'memory_search', arguments: { query: 'harbour' } });
    const lines = Object.entries({ host: '127.0.0.1', 'content-length': Buffer.byteLength(String(body)), ...(headers as Record<string, string>) });
    const port = Number(new URL(gatehouse.url).port);
    const { socket } = await hold(port, `POST /mcp HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
  }

  it.each(ERAS)('on the %s wire it hears and changes what is its own, with the same id at the same time, and beside callers that hang up', async (era) => {
    const turns = Array.from({ length: 15 }, (_, turn) => turn);
    const stored = turns.flatMap((turn) =>
      callers.map(async ({ name, token }) => {
        const answer = call(era, token, 'memory_store', { content: `${era} harbour of ${name}, turn ${turn}` });
        await hangUp(era, token, turn);
        return (await answer).body.result.structuredContent.outcome;
      }),
    );
    expect(new Set(await Promise.all(stored))).toEqual(new Set(['stored']));
    const found = turns.flatMap(() =>
      callers.map(async ({ name, token }) => {
        const { items } = (await call(era, token, 'memory_search', { phrase: `${era} harbour`, limit: 50 })).body.result.structuredContent;
        return items.length === turns.length && items.every(({ content }: { content: string }) => content.startsWith(`${era} harbour of ${name},`));
      }),
    );
    expect(new Set(await Promise.all(found))).toEqual(new Set([true]));
  });

  it.each(ERAS)('on the %s wire it has its own permissions', async (era) => {
    const input = { content: `${era} not by a reader` };
    const both = Array.from({ length: 10 }, () => [call(era, callers[0]?.token ?? '', 'memory_store', input), call(era, reader, 'memory_store', input)]).flat();
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map((_, index) => (index % 2 === 0 ? 200 : 403)));
  });
});
