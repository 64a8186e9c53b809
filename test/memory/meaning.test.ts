import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbed } from '../../src/edge/embeddings/create-embed.ts';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { type EmbeddingServer, late, startEmbeddingServer, WELL, withStatus } from '../support/embedding-server.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { until } from '../support/until.ts';
import { type Client, connectIn } from './client.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

type Item = { readonly id: string; readonly content: string; readonly matched: readonly string[] };

describe('finding by meaning over MCP', () => {
  let server: EmbeddingServer;
  let gatehouse: TestGatehouse;
  let client: Client;
  beforeEach(async () => {
    server = await startEmbeddingServer();
  });
  afterEach(async () => {
    await gatehouse.close();
    await server.close();
  });

  async function start(file: string): Promise<void> {
    gatehouse = await startGatehouse({
      embeddings: { embed: createEmbed({ url: `${server.url}/v1/embeddings`, model: 'words', key: null }), model: 'words' },
      openMemoryStore: () =>
        createSqliteMemoryStore({ file: join(directory, file), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
    });
    client = await connectIn(gatehouse, 'default');
  }

  const store = (content: string) => client.store({ content });
  const recall = async (query: string) => (await client.items('memory_recall', { query })) as Item[];
  /** On a busy computer an answer may come too late; then the next one is asked for half a minute later. */
  const recallByMeaning = (query: string) =>
    until(async () => {
      gatehouse.clock.advance(30_000);
      const items = await recall(query);
      expect(items[0]?.matched).toContain('meaning');
      return items;
    });
  const ready = () => until(async () => expect(await gatehouse.embeddings()).toMatchObject({ state: 'ready', waiting: 0 }));

  it('fuses what is near with what shares words, and says so', async () => {
    await start('fused.db');
    const harbour = await store('The harbour opens at six');
    const bakery = await store('The bakery closes at nine');
    await ready();
    // To the test's endpoint "at" and "the" carry as much meaning as any word; an index of words passes over them.
    const items = await recallByMeaning('the harbour at');
    expect(items.map(({ id, matched }) => [id, matched])).toEqual([
      [harbour, expect.arrayContaining(['meaning'])],
      [bakery, ['meaning']],
    ]);
    expect(items[0]?.matched.length).toBeGreaterThan(1);
    const phrase = (await client.items('memory_search', { phrase: 'harbour opens' })) as Item[];
    expect(phrase.map(({ id, matched }) => [id, matched.includes('meaning')])).toEqual([[harbour, false]]);
  });

  it('a change is found by its new meaning, and what is forgotten by none', async () => {
    await start('changed.db');
    const id = await store('The harbour opens at six');
    await ready();
    await client.call('memory_update', { id, content: 'Kittens sleep all day' });
    await ready();
    expect((await recallByMeaning('all day')).map((item) => item.id)).toEqual([id]);
    await client.call('memory_forget', { id });
    expect(await recall('all day')).toEqual([]);
  });

  it('storing never waits for the endpoint', async () => {
    await start('waiting.db');
    await ready();
    server.behave(() => undefined);
    for (let index = 0; index < 3; index += 1) {
      const began = performance.now();
      await store(`memory number ${index}`);
      expect(performance.now() - began).toBeLessThan(10_000);
    }
    expect(await gatehouse.embeddings()).toMatchObject({ waiting: 3 });
    server.behave(WELL);
  });

  it.each([
    ['silent', () => undefined],
    ['slow', late(5_000, WELL)],
    ['broken', withStatus(500)],
    ['redirecting', withStatus(302, { location: 'http://127.0.0.1:1/' })],
    ['talking nonsense', ((response) => void response.end('<html>')) satisfies Parameters<EmbeddingServer['behave']>[0]],
    ['hanging up', ((response) => void response.destroy()) satisfies Parameters<EmbeddingServer['behave']>[0]],
    [
      'answering without end',
      ((response) => {
        const more = setInterval(() => response.write(Buffer.alloc(262_144, 32)), 1);
        response.on('close', () => clearInterval(more));
      }) satisfies Parameters<EmbeddingServer['behave']>[0],
    ],
  ] as const)('an endpoint that is %s takes nothing from a search but the meaning, and holds it up once', async (what, behave) => {
    await start(`${what}.db`);
    const harbour = await store('The harbour opens at six');
    await ready();
    server.behave(behave);
    const asked = server.requests.length;
    const times: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      const began = performance.now();
      expect((await recall('when does the harbour open?')).map(({ id, matched }) => [id, matched.includes('meaning')])).toEqual([[harbour, false]]);
      times.push(performance.now() - began);
    }
    // The slow one answers after five.
    expect(times[0]).toBeLessThan(4_500);
    expect(server.requests.length).toBe(asked + 1);
    expect(gatehouse.faults).toEqual([]);
  });

  it('an endpoint whose vectors have another length takes nothing from a search either', async () => {
    await start('length.db');
    const harbour = await store('The harbour opens at six');
    await ready();
    server.setDimension(32);
    expect((await recall('harbour')).map(({ id, matched }) => [id, matched.includes('meaning')])).toEqual([[harbour, false]]);
    await store('One more');
    await until(async () =>
      expect(await gatehouse.embeddings()).toEqual({
        model: 'words',
        state: 'failing',
        because: expect.stringContaining('answers with 32 numbers per text instead of 256'),
        waiting: 1,
      }),
    );
  });

  it('an endpoint that is not there yet is waited for, while words find', async () => {
    const { port } = server;
    await server.close();
    await start('late.db');
    const harbour = await store('The harbour opens at six');
    await until(async () => expect(await gatehouse.embeddings()).toMatchObject({ state: 'failing', because: expect.stringContaining('cannot be reached') }));
    expect((await recall('harbour')).map(({ id }) => id)).toEqual([harbour]);
    server = await startEmbeddingServer({ port });
    await ready();
    expect((await recallByMeaning('the harbour opens')).map(({ id }) => id)).toEqual([harbour]);
  });
});

describe('without embeddings', () => {
  it('nothing is asked for and nothing is said about them', async () => {
    const gatehouse = await startGatehouse();
    expect(await gatehouse.embeddings()).toBeNull();
    await gatehouse.close();
  });
});
