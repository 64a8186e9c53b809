import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { McpServer } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerForm } from '../../src/mcp/answer-form.ts';
import { createAnswerInJson } from '../../src/mcp/answer-in-json.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect } from '../support/oauth-client.ts';
import { type Era, mcpRequest } from './support.ts';

const STREAM = 'text/event-stream';
const JSON_TYPE = 'application/json';
const BOTH = `${JSON_TYPE}, ${STREAM}`;

let gatehouse: TestGatehouse;
let token: string;
let reader: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse)).tokens.access_token;
  reader = (await connect(gatehouse, ['memory:read'])).tokens.access_token;
});
afterAll(() => gatehouse.close());

/** As `node:http` sends it, which adds no Accept of its own. */
async function post(accept: string | undefined, body: unknown, headers: Record<string, string> = {}) {
  const { accept: _, ...usual } = mcpRequest('legacy', token, '', {}).headers as Record<string, string>;
  const asked = request(`${gatehouse.url}/mcp`, { method: 'POST', headers: { ...usual, ...(accept === undefined ? {} : { accept }), ...headers } });
  asked.end(typeof body === 'string' ? body : JSON.stringify(body));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, type: answer.headers['content-type'], challenge: answer.headers['www-authenticate'], said: await text(answer) };
}
const message = (method: string, params: Record<string, unknown> = {}) => ({ jsonrpc: '2.0', id: 7, method, params });
const INITIALIZE = message('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } });
const told = (stream: string) => JSON.parse(/^data: (.*)$/m.exec(stream)?.[1] ?? 'null');

describe('RFC 9110 §12.5.1: the form of an answer', () => {
  it.each([
    ['both', BOTH, 'stream'],
    ['both, in capitals', BOTH.toUpperCase(), 'stream'],
    ['a stream alone', STREAM, 'stream'],
    ['a stream, and JSON on no account', `${JSON_TYPE};q=0, ${STREAM}`, 'stream'],
    ['JSON alone', JSON_TYPE, 'json'],
    ['JSON, and a stream on no account', `${JSON_TYPE}, ${STREAM};q=0`, 'json'],
    ['JSON with a charset', `${JSON_TYPE}; charset=utf-8`, 'json'],
    ['a stream with a charset', `${STREAM}; charset=utf-8`, 'stream'],
    ['anything', '*/*', 'json'],
    ['any application', 'application/*;q=0.8', 'json'],
    ['nothing named', undefined, 'json'],
    ['an empty name', '', 'json'],
    ['a page', 'text/html', null],
    ['no JSON', `${JSON_TYPE};q=0`, null],
  ])('%s', (_name, accept, form) => {
    expect(answerForm({ headers: accept === undefined ? {} : { accept } })).toBe(form);
  });
});

describe('the older wire answers in the form that a caller takes', () => {
  it.each([
    ['a handshake', INITIALIZE],
    ['the list of tools', message('tools/list')],
    ['a call', message('tools/call', { name: 'memory_status', arguments: {} })],
    ['a call of nothing', message('tools/call', { name: 'nothing', arguments: {} })],
    ['a prompt', message('prompts/list')],
    ['a resource', message('resources/read', { uri: 'memory://tags' })],
    ['an unknown method', message('no/such')],
  ])('%s says the same in JSON as in a stream', async (_name, body) => {
    const [stream, json] = [await post(STREAM, body), await post(JSON_TYPE, body)];
    expect([stream.type, json.type]).toEqual([STREAM, JSON_TYPE]);
    expect([stream.status, JSON.parse(json.said)]).toEqual([json.status, told(stream.said)]);
  });

  it('a batch is answered by a list', async () => {
    const { said } = await post(JSON_TYPE, [message('tools/list'), { ...message('prompts/list'), id: 8 }]);
    expect(JSON.parse(said).map(({ id }: { id: number }) => id)).toEqual([7, 8]);
  });

  it('a notification has no answer in either', async () => {
    const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
    expect([await post(STREAM, note), await post(JSON_TYPE, note)]).toMatchObject(Array.from({ length: 2 }, () => ({ status: 202, said: '' })));
  });

  it('what is wrong with a request is told in the same words', async () => {
    for (const [body, headers] of [
      ['{', {}],
      [message('tools/list'), { 'content-type': 'text/plain' }],
      [message('tools/list'), { 'mcp-protocol-version': '1' }],
    ] as const) {
      const [stream, json] = [await post(STREAM, body, headers), await post(JSON_TYPE, body, headers)];
      expect(json).toEqual(stream);
      expect(json.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('a call beyond the grant is challenged (ruling 15)', async () => {
    const body = message('tools/call', { name: 'memory_store', arguments: { content: 'x' } });
    const answers = [await post(STREAM, body, { authorization: `Bearer ${reader}` }), await post(undefined, body, { authorization: `Bearer ${reader}` })];
    for (const { status, challenge } of answers) expect([status, challenge]).toEqual([403, expect.stringContaining('insufficient_scope')]);
  });

  it('whoever takes neither is told what to take', async () => {
    const { status, said } = await post('text/html', message('tools/list'));
    expect([status, JSON.parse(said).error.message]).toEqual([406, 'Not Acceptable: Client must accept both application/json and text/event-stream']);
  });

  it('one caller after the other has its own answer, in whichever form, beside callers that hang up', async () => {
    const store = (number: number) => message('tools/call', { name: 'memory_store', arguments: { content: `Lighthouse number ${number}` } });
    const forms = [STREAM, JSON_TYPE];
    const answers = Array.from({ length: 40 }, (_, number) => {
      const gone = new AbortController();
      const left = fetch(`${gatehouse.url}/mcp`, {
        ...mcpRequest('legacy', token, 'tools/list', {}, gone.signal),
        headers: { ...mcpRequest('legacy', token, '', {}).headers, accept: JSON_TYPE },
      });
      setImmediate(() => gone.abort());
      left.catch(() => undefined);
      return post(forms[number % 2], store(number));
    });
    const stored = (await Promise.all(answers)).map(({ said }, index) => (index % 2 === 0 ? told(said) : JSON.parse(said)).result.structuredContent.id);
    expect(new Set(stored).size).toBe(40);
  });
});

describe('a caller that left', () => {
  const WAIT = [
    { ...message('tools/call', { name: 'wait', arguments: {} }), id: 1 },
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
  ];

  it.each([
    ['before anybody looked', AbortSignal.abort()],
    ['while it waited', AbortSignal.timeout(20)],
  ])('%s is waited for no longer, even with a call that has no answer, and its server is free', async (_when, signal) => {
    const server = new McpServer({ name: 'test', version: '1' });
    server.registerTool('wait', {}, () => new Promise(() => undefined));
    const serveNewer = async () => new Response();
    const headers = { 'content-type': JSON_TYPE, accept: BOTH };
    const request = new Request('http://127.0.0.1/mcp', { method: 'POST', headers, body: JSON.stringify(WAIT), signal });
    const { status } = await createAnswerInJson(serveNewer, () => server, 1_000)(request, {});
    expect([status, server.isConnected()]).toEqual([499, false]);
  });
});

describe('the newer wire', () => {
  it.each([BOTH, JSON_TYPE, '*/*', undefined])('answers %s as it always does', async (accept) => {
    const era: Era = 'modern';
    const { headers, body } = mcpRequest(era, token, 'tools/list', {});
    const { accept: _, ...others } = headers as Record<string, string>;
    expect(await post(accept, body, others)).toMatchObject({ status: 200, type: JSON_TYPE });
  });
});
