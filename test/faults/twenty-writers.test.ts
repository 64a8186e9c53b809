import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectControl } from '../../src/cli/control-client.ts';
import { type Broker, removeDirectory, startBroker } from '../support/broker.ts';
import { connectBroker } from '../support/connect-broker.ts';

const CLIENTS = 20;
const EACH = 15;

type Kept = { readonly id: string; readonly content: string };

describe('twenty programs that write at once, through the official MCP client', () => {
  let broker: Broker;
  let reader: Client;
  const clients: Client[] = [];

  async function connect(): Promise<Client> {
    const { tokens } = await connectBroker(broker.issuer);
    const client = new Client({ name: 'writer', version: '1.0.0' });
    const requestInit = { headers: { authorization: `Bearer ${tokens.access_token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(broker.mcp), { requestInit }));
    return client;
  }
  const call = async <Result>(client: Client, name: string, input: Record<string, unknown>): Promise<Result> => {
    const { structuredContent, isError, content } = await client.callTool({ name, arguments: input });
    if (isError) throw new Error(JSON.stringify(content));
    return structuredContent as Result;
  };
  const held = async (): Promise<Map<string, string>> => {
    const all = new Map<string, string>();
    for (let cursor: string | undefined; ; ) {
      const page = await call<{ items: Kept[]; next?: string }>(reader, 'memory_search', { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id, content } of page.items) all.set(id, content);
      cursor = page.next;
      if (cursor === undefined) return all;
    }
  };

  beforeAll(async () => {
    broker = await startBroker({ consent: 'auto' });
    for (let count = 0; count < CLIENTS; count += 1) clients.push(await connect());
    reader = await connect();
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
  });

  it('nothing that was answered is lost, nothing is there twice, and everybody has an author', async () => {
    const stored = await Promise.all(
      clients.map(async (client, who) => {
        const kept: Kept[] = [];
        for (let count = 0; count < EACH; count += 1) {
          const content = `note ${count} of writer ${who}`;
          // Every third is the same for all, and must be one memory.
          const shared = count % 3 === 0 ? `note ${count} of everybody` : content;
          kept.push({ id: (await call<{ id: string }>(client, 'memory_store', { content: shared, tags: [`w${who}`] })).id, content: shared });
        }
        return kept;
      }),
    );
    const answered = new Map(stored.flat().map(({ id, content }) => [id, content]));
    expect(answered.size).toBe((CLIENTS * EACH * 2) / 3 + EACH / 3);
    expect(await held()).toEqual(answered);
  });

  it('of many changes to one memory each that was accepted is a version, and the others were told', async () => {
    const { id } = await call<{ id: string }>(reader, 'memory_store', { content: 'contested' });
    const outcomes = await Promise.allSettled(clients.map((client, who) => call(client, 'memory_update', { id, content: `contested by ${who}` })));
    const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const refused = outcomes.filter((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected').map(({ reason }) => String(reason));
    const { versions } = await history(id);
    expect(versions).toHaveLength(1 + accepted);
    expect(accepted).toBeGreaterThan(0);
    for (const reason of refused) expect(reason).toContain('was changed by someone else meanwhile');
  });

  it('and after kill -9 in the middle of it all that was answered is still there', async () => {
    const answered: Kept[] = [];
    const working = Promise.allSettled(
      clients.map(async (client, who) => {
        for (let count = 0; ; count += 1) {
          const content = `until killed: ${count} of ${who}`;
          answered.push({ id: (await call<{ id: string }>(client, 'memory_store', { content })).id, content });
        }
      }),
    );
    await expect.poll(() => answered.length).toBeGreaterThan(60);
    await broker.kill();
    const kept = [...answered];
    broker = await startBroker({ directory: broker.directory, consent: 'auto', port: Number(new URL(broker.issuer).port) });
    await Promise.all(clients.map((client) => client.close()));
    await working;
    const now = await held();
    expect(kept.filter(({ id, content }) => now.get(id) !== content)).toEqual([]);
  });

  it('the person takes back and brings back what one of them wrote, with the command', async () => {
    const { memories } = await broker.command<{ memories: { author: { clientId: string } }[] }>('memories', '--search', 'contested');
    const before = (await held()).size;
    const { action, forgotten } = await broker.command<{ action: string; forgotten: number }>('forget-client', memories[0]?.author.clientId ?? '');
    expect(forgotten).toBeGreaterThan(0);
    expect((await held()).size).toBe(before - forgotten);
    expect(await broker.command('undo', action)).toMatchObject({ restored: forgotten, left: 0 });
    expect((await held()).size).toBe(before);
    expect(await broker.command('undo')).toMatchObject({ actions: [{ id: action, kind: 'forget-client' }] });
  });

  async function history(id: string): Promise<{ versions: unknown[] }> {
    const control = await connectControl(broker.directory);
    try {
      return await control.call('memories.history', { id });
    } finally {
      control.close();
    }
  }
});
