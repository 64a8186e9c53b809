import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatusView } from '../../src/shared/views.ts';
import { type Broker, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { connectBroker } from '../support/connect-broker.ts';
import { type EmbeddingServer, startEmbeddingServer, times, WELL } from '../support/embedding-server.ts';
import { postJson } from '../support/oauth-client.ts';
import { until } from '../support/until.ts';

const MEMORIES = 60;

describe('a backfill in a process of its own', () => {
  const directory = temporaryDirectory();
  const profile = join(directory, 'profile');
  let server: EmbeddingServer;
  beforeAll(async () => {
    server = await startEmbeddingServer();
  });
  afterAll(async () => {
    await server.close();
    removeDirectory(directory);
  });

  const start = (environment: Record<string, string> = {}) => startBroker({ directory: profile, consent: 'auto', environment });
  const turnedOn = (model = 'words') => ({ GATEHOUSE_EMBEDDINGS_URL: server.url, GATEHOUSE_EMBEDDINGS_MODEL: model });
  const embeddings = async (broker: Broker) => (await broker.command<StatusView>('status')).embeddings;
  const kept = () => {
    const db = new Database(join(profile, 'memory.db'), { readonly: true });
    try {
      return {
        vectors: db.prepare('SELECT number, length(vector) AS length FROM vectors').all() as { number: number; length: number }[],
        waiting: db.prepare('SELECT number FROM unembedded').pluck().all() as number[],
      };
    } finally {
      db.close();
    }
  };

  async function remember(broker: Broker): Promise<void> {
    const { tokens } = await connectBroker(broker.issuer);
    for (let index = 0; index < MEMORIES; index += 1) {
      const answer = await postJson(
        `${broker.issuer}/api/memories`,
        { content: `The harbour number ${index} opens at six` },
        { authorization: `Bearer ${tokens.access_token}` },
      );
      if (!answer.ok) throw new Error(await answer.text());
    }
  }

  it('begins with what was stored before, shows how far it is, and goes on where kill -9 hit it', async () => {
    const before = await start();
    await remember(before);
    expect(await embeddings(before)).toBeNull();
    await before.stop();
    expect(server.requests).toEqual([]);

    for (let round = 0; round < 3; round += 1) {
      // The first answer tells the length; the third batch is under way when the process dies.
      server.behave(times(3));
      const killed = await start(turnedOn());
      const done = 16 * (round + 1);
      await until(() => expect(kept().vectors.length).toBe(done));
      expect(await embeddings(killed)).toEqual({ model: 'words', state: 'running', because: null, waiting: MEMORIES - done });
      await killed.kill();
      const { vectors, waiting } = kept();
      // Every memory either has its vector, whole, or waits for it.
      expect(vectors.every(({ length }) => length === 256)).toBe(true);
      expect(vectors).toHaveLength(done);
      expect(new Set([...vectors.map(({ number }) => number), ...waiting]).size).toBe(MEMORIES);
      expect(vectors.length + waiting.length).toBe(MEMORIES);
    }

    server.behave(WELL);
    const last = await start(turnedOn());
    await until(async () => expect(await embeddings(last)).toEqual({ model: 'words', state: 'ready', because: null, waiting: 0 }));
    await last.stop();
    expect(kept().vectors).toHaveLength(MEMORIES);
    // Nothing that was kept was asked for again.
    const texts = server.requests.flatMap((request) => request.texts).filter((text) => text.startsWith('The harbour'));
    expect(texts.length).toBeLessThanOrEqual(MEMORIES + 3 * 8);
  });

  it('another model starts over, and says how much is to go', async () => {
    server.behave(times(3));
    const broker = await start(turnedOn('others'));
    await until(async () => expect((await embeddings(broker))?.waiting).toBe(MEMORIES - 16));
    const { out } = await run('src/cli/gatehouse.ts', ['status', '--data-dir', profile]);
    expect(out).toMatch(/^Meaning {3}others, 44 memories to go$/m);
    await broker.stop();
    expect(kept().vectors).toHaveLength(16);
  });

  it('the end does not wait for an endpoint that is silent', async () => {
    server.behave(() => undefined);
    const broker = await start(turnedOn('silent'));
    await until(() => expect(server.requests.at(-1)?.model).toBe('silent'));
    const began = performance.now();
    await broker.stop();
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it.each([
    [
      { GATEHOUSE_EMBEDDINGS_URL: 'http://192.168.1.5:11434', GATEHOUSE_EMBEDDINGS_MODEL: 'words' },
      /^GATEHOUSE_EMBEDDINGS_URL is "http:\/\/192\.168\.1\.5:11434", but allowed is an http address of this computer.*$/,
    ],
    [{ GATEHOUSE_EMBEDDINGS_URL: 'http://127.0.0.1:11434' }, /^GATEHOUSE_EMBEDDINGS_URL is set without GATEHOUSE_EMBEDDINGS_MODEL\. Set both, or neither\.$/],
  ])('a bad setting stops the start with one line', async (environment, line) => {
    const { code, out, err } = await run('src/serve.ts', ['--test-profile', join(directory, 'bad'), '--port', '0', '--headless'], environment);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err.trimEnd().replace(/^.*?(?=GATEHOUSE_)/, '')).toMatch(line);
  });
});
