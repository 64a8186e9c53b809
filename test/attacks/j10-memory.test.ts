/** J10: what a connected client can put into a call, against the real index. The compartment is never one of the arguments. */
import { connect as open } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { inTime } from '../support/in-time.ts';
import { callTool, type Tokens } from '../support/oauth-client.ts';
import { freshCode, portOf, readAnswer, send, token } from './support.ts';

const JSON_TYPE = 'Content-Type: application/json';

const directory = temporaryDirectory();
let gatehouse: TestGatehouse;
let mine: Client;
let other: Client;
beforeAll(async () => {
  const file = join(directory, 'memory.db');
  gatehouse = await startGatehouse({
    openMemoryStore: () => createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
  });
  mine = await clientIn((await gatehouse.compartments.create('Work')).id);
  other = await clientIn((await gatehouse.compartments.create('Private')).id);
});
afterEach(() => expect(gatehouse.faults).toEqual([]));
afterAll(async () => {
  await gatehouse.close();
  removeDirectory(directory);
});

type Result = { isError?: boolean; content: [{ text: string }]; structuredContent?: Record<string, unknown> };
type Client = Awaited<ReturnType<typeof clientIn>>;

async function clientIn(compartment: string) {
  const { form } = await freshCode(gatehouse, { compartment, scopes: ['memory:admin'] }, { scope: 'memory:admin' });
  const { access_token: accessToken } = (await (await token(gatehouse, form)).json()) as Tokens;
  return {
    accessToken,
    async call(name: string, input: Record<string, unknown>): Promise<Result> {
      const text = await (await callTool(gatehouse, accessToken, name, input)).text();
      const message = JSON.parse(text.startsWith('{') ? text : (text.split('data: ')[1] ?? 'null')) as { result?: Result; error?: unknown };
      if (message.result === undefined) throw new Error(text);
      return message.result;
    },
    async rest(line: string, body = '') {
      const type = body === '' ? [] : [JSON_TYPE];
      return send(gatehouse, line, [`Authorization: Bearer ${accessToken}`, ...type], body);
    },
    async store(content: string): Promise<string> {
      return String((await this.call('memory_store', { content })).structuredContent?.id);
    },
    async contents(name: string, input: Record<string, unknown>): Promise<string[]> {
      const { structuredContent, content } = await this.call(name, input);
      if (structuredContent === undefined) throw new Error(content[0].text);
      return (structuredContent.items as { content: string }[]).map((item) => item.content);
    },
  };
}

describe('handles of another owner (MCP security, "state handle hijacking")', () => {
  it('J10 a memory of another compartment is answered like one that never was, on both wires, and stays as it is', async () => {
    const secret = await other.store('The code of the safe is in the blue book');
    const answers = async (id: string) => {
      const text = (value: unknown) => JSON.stringify(value).replaceAll(id, 'ID');
      const said = [
        await mine.call('memory_update', { id, content: 'overwritten' }),
        await mine.call('memory_forget', { id }),
        await mine.call('memory_forget', { ids: [id] }),
        ...(await Promise.all(['GET', 'DELETE'].map((method) => mine.rest(`${method} /api/memories/${id}`)))),
        await mine.rest(`PATCH /memory/v1/items/${id}`, '{"content":"overwritten"}'),
      ];
      return said.map((each) => text('status' in each ? [each.status, each.body] : each));
    };
    expect(await answers(secret)).toEqual(await answers('mem_AAAAAAAAAAAAAAAA'));
    expect(JSON.parse((await other.rest(`GET /api/memories/${secret}`)).body)).toMatchObject({
      content: 'The code of the safe is in the blue book',
      version: 1,
    });
  });

  it('J10 no query, phrase, tag, author, status or tag list reaches another compartment', async () => {
    await other.call('memory_store', { content: 'Zanzibar is the password', tags: ['zanzibar'], kind: 'zanzibar' });
    expect(await mine.contents('memory_recall', { query: 'zanzibar password' })).toEqual([]);
    for (const filter of [{ query: 'zanzibar' }, { phrase: 'Zanzibar is' }, { tags: ['zanzibar'] }, { kind: 'zanzibar' }, { client: 'Test client' }]) {
      expect([filter, (await mine.contents('memory_search', filter)).filter((content) => content.includes('Zanzibar'))]).toEqual([filter, []]);
    }
    for (const line of ['GET /api/memories', 'GET /api/memories/tags', 'GET /api/memories/search?query=zanzibar']) {
      expect((await mine.rest(line)).body).not.toMatch(/zanzibar/i);
    }
    expect(JSON.stringify(await mine.call('memory_reflect', {}))).not.toMatch(/zanzibar/i);
    expect(await other.contents('memory_recall', { query: 'zanzibar' })).toHaveLength(1);
  });

  it('J10 no argument names a compartment', async () => {
    for (const compartment of ['private', ['private'], '*']) {
      const content = `Stored with ${JSON.stringify(compartment)}`;
      const refused = 'unknown member “compartment”';
      expect((await mine.call('memory_store', { content, compartment })).content[0].text).toContain(refused);
      expect((await mine.call('memory_recall', { query: 'safe blue book', compartment })).content[0].text).toContain(refused);
      await mine.call('memory_store', { content, metadata: { compartment } });
      expect((await mine.rest(`GET /api/memories/search?query=safe&compartment=private&owner=private`)).body).not.toContain('blue book');
    }
    expect(await mine.contents('memory_recall', { query: 'Stored' })).toHaveLength(3);
    expect(await other.contents('memory_recall', { query: 'Stored' })).toEqual([]);
  });
});

const SYNTAX = [
  '"',
  "'",
  '""',
  '*',
  'a*',
  '^a',
  'NEAR(a b)',
  'a AND b',
  'NOT a',
  'OR',
  '(',
  'content:a',
  '{content tags}:a',
  '-a',
  'a + b',
  "' OR 1=1 --",
  "'; DROP TABLE memories; --",
  '" OR content MATCH "a',
  'a\u0000b',
  '\ud800',
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '{{1+1}}',
];

describe('what is searched for is text (SQLite FTS5, SQL)', () => {
  const SENTINEL = 'Gulls sleep here by night';

  it.each(SYNTAX)('J10 %j is looked for and means nothing', async (text) => {
    await mine.store(SENTINEL);
    const total = await gatehouse.memoryStore.total();
    const looks = [{ query: text }, { phrase: text }, { query: 'gulls', phrase: text }, { tags: [text] }, { kind: text }, { client: text }];
    expect(await mine.contents('memory_recall', { query: text })).not.toContain(SENTINEL);
    for (const look of looks) expect([look, await mine.contents('memory_search', look)]).toEqual([look, expect.not.arrayContaining([SENTINEL])]);
    const encoded = encodeURIComponent(text.toWellFormed());
    expect((await mine.rest(`GET /api/memories/search?query=${encoded}&phrase=${encoded}&tags=${encoded}&kind=${encoded}`)).status).toBe(200);
    expect(await mine.contents('memory_recall', { query: `${text} gulls` })).toContain(SENTINEL);
    expect(await gatehouse.memoryStore.total()).toBe(total);
  });

  it.each(['../../auth.db', '..%2f..%2fauth.db', '%2e%2e/%2e%2e/auth.db', '....//auth.db', 'mem_x%00', "mem_x' OR '1'='1", 'C:\\x', '%c0%ae%c0%ae/'])(
    'J10 the id %s leads nowhere',
    async (id) => {
      const path = `/api/memories/${id.replaceAll(' ', '%20')}`;
      for (const method of ['GET', 'DELETE']) expect([404, 405]).toContain((await mine.rest(`${method} ${path}`)).status);
      expect(await mine.call('memory_update', { id, content: 'x' })).toMatchObject({ isError: true });
      expect((await mine.call('memory_forget', { id })).structuredContent).toEqual({ forgotten: [] });
    },
  );

  it.each([
    'MTA=',
    Buffer.from('-1').toString('base64url'),
    Buffer.from('1e9').toString('base64url'),
    Buffer.from('NaN').toString('base64url'),
    'garbage',
    '99999999999999999999',
  ])('J10 the cursor %j is refused or an offset, nothing else', async (cursor) => {
    const answer = await mine.call('memory_search', { cursor });
    expect(answer.isError === true || Array.isArray(answer.structuredContent?.items)).toBe(true);
  });
});

describe('bounds', () => {
  it('J10 a text of 100,000 characters is kept, one more is refused with the limit, on both wires', async () => {
    const whole = 'b'.repeat(100_000);
    expect((await mine.call('memory_store', { content: whole })).isError).toBeUndefined();
    const refused = await mine.call('memory_store', { content: `${whole}b` });
    expect([refused.isError, refused.content[0].text]).toEqual([true, 'The content is longer than 100000 characters. Store it in parts.']);
    expect((await mine.rest('POST /api/memories', JSON.stringify({ content: `${whole}b` }))).status).toBe(400);
  });

  it.each(['announced', 'in chunks'])('J10 a body of 10 MB, %s, is 413 long before it has all been sent', async (way) => {
    const total = await gatehouse.memoryStore.total();
    for (const path of ['/mcp', '/api/memories']) expect([path, await answerToBegin(path, way === 'announced')]).toEqual([path, 413]);
    expect(await gatehouse.memoryStore.total()).toBe(total);
  });

  /** Sends the head and the first piece when the length is announced, otherwise a little more than is allowed, and then nothing more. */
  async function answerToBegin(path: string, announced: boolean): Promise<number> {
    const piece = Buffer.alloc(65_536, 'x');
    const length = announced ? 'Content-Length: 10000000' : 'Transfer-Encoding: chunked';
    const head = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${portOf(gatehouse)}`, `Authorization: Bearer ${mine.accessToken}`, JSON_TYPE, length, '', ''];
    const body = announced ? [piece] : Array.from({ length: 17 }, () => Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]));
    const socket = open(portOf(gatehouse), '127.0.0.1');
    const answer = await new Promise<string>((resolve) => {
      socket
        .setEncoding('utf8')
        .once('data', resolve)
        .once('error', (error) => resolve(String(error)));
      socket.write(Buffer.concat([Buffer.from(head.join('\r\n')), ...body]));
    });
    socket.destroy();
    return readAnswer(answer).status;
  }

  it.each([0, -1, 101, 10_000, 1.5, '10', null])('J10 a limit of %j is refused', async (limit) => {
    expect((await mine.call('memory_search', { limit })).isError).toBe(true);
  });

  it('J10 an answer holds at most 100 results and about 50,000 characters, and says how to go on', async () => {
    for (let index = 0; index < 30; index += 1) await mine.store(`Bounded ${index} ${'lorem '.repeat(500)}`);
    for (const tool of ['memory_recall', 'memory_search']) {
      const { structuredContent } = await mine.call(tool, { query: 'bounded lorem', limit: 100 });
      const { items, next } = structuredContent as { items: { content: string }[]; next?: string };
      expect(items.map(({ content }) => content.length).reduce((sum, length) => sum + length)).toBeLessThanOrEqual(50_000);
      expect(items.length).toBeGreaterThan(1);
      // A question is answered with the best there is; who wants to see all of it searches.
      expect(next === undefined).toBe(tool === 'memory_recall');
    }
    const page = await mine.rest('GET /api/memories?limit=100');
    expect(page.body.length).toBeLessThan(200_000);
  });

  it.each<[string, Record<string, unknown>]>([
    ['33 tags', { tags: Array.from({ length: 33 }, (_, index) => `tag ${index}`) }],
    ['a tag of 65 characters', { tags: ['t'.repeat(65)] }],
    ['metadata of 9 KB', { metadata: { text: 'm'.repeat(9_000) } }],
    ['an expiry in the past', { expires: '2001-01-01' }],
    ['an expiry that is no date', { expires: 'tomorrow' }],
    ['an empty text', { content: ' \n\t ' }],
    ['a text that is a number', { content: 5 }],
    ['a text that is a list', { content: ['x'] }],
  ])('J10 %s are refused, and nothing is kept', async (_what, input) => {
    const total = await gatehouse.memoryStore.total();
    expect((await mine.call('memory_store', { content: 'must not be kept', ...input })).isError).toBe(true);
    expect(await gatehouse.memoryStore.total()).toBe(total);
  });

  it('J10 a search of 2 MB, 10,000 words or a thousand tags is answered or refused, and quickly', async () => {
    await inTime(2_000, async () => {
      await mine.call('memory_recall', { query: 'w'.repeat(500_000) });
      await mine.call('memory_recall', { query: Array.from({ length: 10_000 }, (_, index) => `word${index}`).join(' ') });
      await mine.call('memory_search', { tags: Array.from({ length: 1_000 }, (_, index) => `tag${index}`) });
      expect((await mine.call('memory_forget', { ids: Array.from({ length: 1_001 }, (_, index) => `mem_${index}`) })).isError).toBe(true);
    });
  });
});
