import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEmbed } from '../../src/edge/embeddings/create-embed.ts';
import { isLoopback, readEmbeddingsUrl } from '../../src/edge/embeddings/loopback-endpoint.ts';
import { openEmbeddings } from '../../src/edge/embeddings/open-embeddings.ts';
import { readEmbeddings } from '../../src/edge/embeddings/read-answer.ts';
import { readEnvironment } from '../../src/edge/environment.ts';
import type { Embed } from '../../src/shared/embed.ts';
import { type EmbeddingServer, late, startEmbeddingServer, vectorOf, WELL, withStatus } from '../support/embedding-server.ts';
import { inTime } from '../support/in-time.ts';
import { PATIENCE } from '../support/patience.ts';

describe('the address of the embeddings endpoint', () => {
  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1/embeddings'],
    ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434/v1/embeddings'],
    ['http://localhost:1234/v1', 'http://localhost:1234/v1/embeddings'],
    ['http://localhost:1234/v1/', 'http://localhost:1234/v1/embeddings'],
    ['http://[::1]:8080/openai/v1', 'http://[::1]:8080/openai/v1/embeddings'],
    ['http://127.9.9.9:80', 'http://127.9.9.9/v1/embeddings'],
    // As the URL parser reads them: still this computer.
    ['http://2130706433:11434', 'http://127.0.0.1:11434/v1/embeddings'],
    ['HTTP://LOCALHOST:1234', 'http://localhost:1234/v1/embeddings'],
  ])('%s is asked at %s', (text, url) => {
    expect(readEmbeddingsUrl(text)).toBe(url);
  });

  it.each([
    'https://api.example.com/v1',
    'http://192.168.1.5:11434',
    'http://10.0.0.1',
    'http://0.0.0.0:11434',
    'http://[::]:11434',
    'http://[::ffff:192.168.1.5]:11434',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://example.com@127.0.0.1',
    'http://127.0.0.1@example.com',
    'http://user:secret@127.0.0.1',
    'http://127.0.0.1/v1?key=1',
    'http://127.0.0.1/#v1',
    'file:///v1',
    'ollama',
    '127.0.0.1:11434',
    ' ',
  ])('%s is refused: nothing that is remembered leaves this computer', (text) => {
    expect(readEmbeddingsUrl(text)).toBeNull();
  });

  it('a socket that ended up elsewhere is not loopback, in any spelling', () => {
    expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].filter((address) => !isLoopback(address))).toEqual([]);
    expect(['8.8.8.8', '::ffff:8.8.8.8', 'fe80::1', '', 'localhost', '128.0.0.1'].filter(isLoopback)).toEqual([]);
  });

  it('address and model come together, and the key is never repeated', () => {
    const url = { GATEHOUSE_EMBEDDINGS_URL: 'http://127.0.0.1:1' };
    const model = { GATEHOUSE_EMBEDDINGS_MODEL: 'nomic-embed-text' };
    const open = (environment: Record<string, string>) => openEmbeddings(readEnvironment(environment));
    expect(open({})).toBeUndefined();
    expect(open({ ...url, ...model })?.model).toBe('nomic-embed-text');
    expect(() => open(url)).toThrow('GATEHOUSE_EMBEDDINGS_URL is set without GATEHOUSE_EMBEDDINGS_MODEL. Set both, or neither.');
    expect(() => open(model)).toThrow('GATEHOUSE_EMBEDDINGS_MODEL is set without GATEHOUSE_EMBEDDINGS_URL. Set both, or neither.');
    expect(() => open({ ...model, GATEHOUSE_EMBEDDINGS_URL: 'https://api.example.com/v1' })).toThrow(
      'GATEHOUSE_EMBEDDINGS_URL is "https://api.example.com/v1", but allowed is an http address of this computer',
    );
    expect(() => open({ ...url, ...model, GATEHOUSE_EMBEDDINGS_KEY: 'not a key' })).toThrow(/^((?!not a key).)*$/);
  });
});

describe('POST /v1/embeddings', () => {
  let server: EmbeddingServer;
  let embed: Embed;
  beforeAll(async () => {
    server = await startEmbeddingServer({ dimension: 8 });
    embed = createEmbed({ url: `${server.url}/v1/embeddings`, model: 'words', key: null });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    server.behave(WELL);
  });

  it('gives a vector per text, in their order', async () => {
    expect(await embed(['red', 'blue'], PATIENCE)).toEqual({ vectors: [vectorOf('red', 8), vectorOf('blue', 8)] });
    expect(server.requests).toEqual([{ texts: ['red', 'blue'], authorization: null, model: 'words' }]);
  });

  it('sends the key when the endpoint wants one, and reaches it by name as well', async () => {
    const keyed = createEmbed({ url: `http://localhost:${server.port}/v1/embeddings`, model: 'words', key: 'k-1' });
    expect(await keyed(['red'], PATIENCE)).toHaveProperty('vectors');
    expect(server.requests[0]?.authorization).toBe('Bearer k-1');
  });

  it('does not follow a redirect, wherever it leads', async () => {
    const elsewhere = await startEmbeddingServer();
    for (const status of [301, 302, 307, 308]) {
      server.behave(withStatus(status, { location: `${elsewhere.url}/v1/embeddings` }));
      expect(await embed(['red'], PATIENCE)).toEqual({
        failed: 'failing',
        because: `${server.url} answers with a redirect, and redirects are not followed.`,
      });
    }
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it.each([
    [400, 'refused', 'answered with status 400.'],
    [413, 'refused', 'answered with status 413.'],
    [500, 'refused', 'answered with status 500.'],
    [401, 'failing', 'wants another key (status 401).'],
    [404, 'failing', 'does not have that model, or serves no embeddings (status 404).'],
  ])('status %i is %s', async (status, failed, because) => {
    server.behave(withStatus(status));
    expect(await embed(['red'], PATIENCE)).toEqual({ failed, because: `${server.url} ${because}` });
  });

  it('an endless answer is cut off, announced or not', async () => {
    for (const headers of [{ 'content-length': '999999999' }, { 'content-type': 'application/json' }]) {
      server.behave((response) => {
        response.writeHead(200, headers);
        const more = setInterval(() => response.write(Buffer.alloc(262_144, 32)), 1);
        response.on('close', () => clearInterval(more));
      });
      expect(await embed(['red'], PATIENCE)).toEqual({ failed: 'failing', because: `What ${server.url} answers is larger than embeddings are.` });
    }
  });

  it('a late answer, a silent one and one that trickles end at the time limit', async () => {
    const trickle = (response: Parameters<typeof WELL>[0]) => {
      response.writeHead(200);
      const more = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(more));
    };
    for (const slow of [late(2_000, WELL), () => undefined, trickle]) {
      server.behave(slow);
      expect(await inTime(1_500, () => embed(['red'], 200))).toEqual({ failed: 'failing', because: `${server.url} did not answer within 0.2 seconds.` });
    }
  });

  it('what is not HTTP, hangs up or is not there is "cannot be reached"', async () => {
    const rude = createServer((socket) => void socket.resume().end('SSH-2.0-x\r\n'));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const port = (rude.address() as { port: number }).port;
    const ask = createEmbed({ url: `http://127.0.0.1:${port}/v1/embeddings`, model: 'words', key: null });
    const unreachable = { failed: 'failing', because: `http://127.0.0.1:${port} cannot be reached. Is the program that serves the model running?` };
    expect(await ask(['red'], PATIENCE)).toEqual(unreachable);
    await new Promise((resolve) => rude.close(resolve));
    expect(await ask(['red'], PATIENCE)).toEqual(unreachable);
    server.behave((response) => void response.destroy());
    expect(await embed(['red'], PATIENCE)).toMatchObject({ failed: 'failing' });
  });

  it('many at once get each their own', async () => {
    const words = Array.from({ length: 20 }, (_, index) => `word${index}`);
    const answers = await Promise.all(words.map((word) => embed([word], PATIENCE)));
    expect(answers).toEqual(words.map((word) => ({ vectors: [vectorOf(word, 8)] })));
  });
});

describe('an answer is taken apart without trusting it', () => {
  const answer = (...data: unknown[]) => JSON.stringify({ data });
  it('in the order of its indexes, or as it came', () => {
    expect(readEmbeddings(answer({ index: 1, embedding: [2] }, { index: 0, embedding: [1] }), 2)).toEqual([[1], [2]]);
    expect(readEmbeddings(answer({ embedding: [1] }, { embedding: [2] }), 2)).toEqual([[1], [2]]);
  });

  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no list', '{"data":{}}'],
    ['a list of nothing', '{"data":[null]}'],
    ['too few', answer()],
    ['too many', answer({ embedding: [1] }, { embedding: [1] })],
    ['an empty vector', answer({ embedding: [] })],
    ['no direction', answer({ embedding: [0, 0] })],
    ['infinity', '{"data":[{"embedding":[1e999]}]}'],
    ['words', answer({ embedding: ['1'] })],
    ['base64', answer({ embedding: 'AAAA' })],
    ['holes', answer({ embedding: [null] })],
    ['an index outside', answer({ index: 1, embedding: [1] })],
    ['an index below', answer({ index: -1, embedding: [1] })],
    ['an index between', answer({ index: 0.5, embedding: [1] })],
    ['an index that is a name', answer({ index: 'length', embedding: [1] })],
    ['a vector too long', answer({ embedding: Array(4_097).fill(1) })],
  ])('%s is refused', (_what, body) => {
    expect(readEmbeddings(body, 1)).toBeNull();
  });

  it('vectors of two lengths, or twice the same index, are refused', () => {
    expect(readEmbeddings(answer({ embedding: [1] }, { embedding: [1, 2] }), 2)).toBeNull();
    expect(readEmbeddings(answer({ index: 0, embedding: [1] }, { index: 0, embedding: [2] }), 2)).toBeNull();
  });
});
