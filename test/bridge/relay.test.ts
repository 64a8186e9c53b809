/** What passes through a bridge, byte for byte: a broker made of one handler, and a clock that runs when the test says so. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEvents } from '../../src/bridge/events.ts';
import { createLines } from '../../src/bridge/lines.ts';
import { runBridge } from '../../src/bridge/run-bridge.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { until as itComes } from '../support/until.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;
type Heard = { id?: unknown; method?: string; error?: { code: number; message: string }; result?: unknown };

let server: Server;
let mcp: string;
let answer: Handler;
let pairs: Record<string, unknown>[];
let tokens: number;
let isRunning: boolean;
let time: number;
let input: PassThrough;
let heard: Heard[];
let log: string[];
let ending: AbortController;
let running: Promise<void>;

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const message = (fields: object) => JSON.stringify({ jsonrpc: '2.0', ...fields });
const say = (fields: object) => input.write(`${message(fields)}\n`);
const until = (matches: () => boolean) => itComes(() => expect(matches(), `${JSON.stringify(heard)} ${log}`).toBe(true));

beforeEach(async () => {
  [pairs, tokens, isRunning, time, heard, log] = [[], 0, true, 0, [], []];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.url !== '/oauth/bridge') return answer(request, response, body);
    pairs.push(JSON.parse(body));
    tokens += 1;
    json(response, 200, { access_token: `token-${tokens}`, expires_in: 900 });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  mcp = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  input = new PassThrough();
  const output = new PassThrough();
  const read = createLines((line) => heard.push(JSON.parse(line ?? '')));
  output.on('data', read);
  ending = new AbortController();
  running = runBridge({
    input,
    output,
    ending: ending.signal,
    instance: 'i'.repeat(43),
    now: () => time,
    wait: async (milliseconds) => {
      time += milliseconds;
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
    log: (line) => log.push(line),
    control: async <Result>(method: string) => {
      if (!isRunning) throw Object.assign(new Error('nobody'), { name: 'NoBroker' });
      return (method === 'status' ? {} : { ticket: 'ghb_x', mcp, certificate: null }) as Result;
    },
  });
});
afterEach(async () => {
  ending.abort();
  await running;
  server.closeAllConnections();
  server.close();
});

const stream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

describe('what the program says reaches the broker as it is', () => {
  it('the newer era: version, method and name stand in the headers as in the body, and what no header carries is wrapped', async () => {
    let headers: IncomingMessage['headers'] = {};
    let received = '';
    answer = (request, response, body) => {
      [headers, received] = [request.headers, body];
      json(response, 200, { jsonrpc: '2.0', id: 1, result: {} });
    };
    const params = { uri: 'memory://item/ä', _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } };
    say({ id: 1, method: 'resources/read', params });
    await until(() => heard.length === 1);
    expect(headers).toMatchObject({
      authorization: 'Bearer token-1',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'resources/read',
      'mcp-name': `=?base64?${Buffer.from('memory://item/ä').toString('base64')}?=`,
      accept: 'application/json, text/event-stream',
    });
    expect(received).toBe(message({ id: 1, method: 'resources/read', params }));
  });

  it('the older era: no version before `initialize`, the negotiated one after it', async () => {
    const versions: unknown[] = [];
    answer = (request, response, body) => {
      versions.push(request.headers['mcp-protocol-version']);
      const { id, method } = JSON.parse(body);
      if (id === undefined) return void response.writeHead(202).end();
      stream(response).end(`event: message\ndata: ${message({ id, result: method === 'initialize' ? { protocolVersion: '2025-11-25' } : {} })}\n\n`);
    };
    say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25' } });
    await until(() => heard.length === 1);
    say({ method: 'notifications/initialized' });
    await until(() => versions.length === 2);
    say({ id: 2, method: 'tools/list' });
    await until(() => heard.length === 2);
    expect(versions).toEqual([undefined, '2025-11-25', '2025-11-25']);
  });

  it('a batch of the older wire is one request, and its failure answers each of its requests', async () => {
    answer = (_request, response, body) =>
      json(
        response,
        200,
        (JSON.parse(body) as { id: number }[]).map(({ id }) => ({ jsonrpc: '2.0', id, result: {} })),
      );
    input.write(`[${message({ id: 1, method: 'ping' })},${message({ id: 2, method: 'ping' })}]\n`);
    await until(() => heard.length === 1);
    expect(heard[0]).toHaveLength(2);
    answer = (_request, response) => json(response, 429, { error: 'temporarily_unavailable' });
    input.write(`[${message({ id: 3, method: 'ping' })},${message({ id: 4, method: 'ping' })}]\n`);
    await until(() => heard.length === 3);
    expect(heard.slice(1).map(({ id }) => id)).toEqual([3, 4]);
  });

  it('what is no JSON-RPC and what is too long is answered and goes nowhere; the next line is a line again', async () => {
    answer = (_request, response) => json(response, 200, { jsonrpc: '2.0', id: 7, result: {} });
    input.write('{"half\n');
    input.write(`"${'x'.repeat(3_000_000)}"\n`);
    say({ id: 7, method: 'ping' });
    await until(() => heard.length === 3);
    expect(heard.map(({ id, error }) => [id, error?.code, error?.message])).toEqual([
      [null, -32_600, 'This is not JSON-RPC.'],
      [null, -32_600, 'This message is too long for Gatehouse.'],
      [7, undefined, undefined],
    ]);
  });
});

describe('what the broker says reaches the program', () => {
  it('progress comes before the answer, in order, each as one line', async () => {
    const progress = (done: number) => message({ method: 'notifications/progress', params: { progressToken: 1, progress: done } });
    answer = (_request, response) => {
      stream(response);
      response.write(`: hello\n\ndata: ${progress(1)}\r\n\r\ndata: {"jsonrpc":"2.0",\ndata: "method":"notifications/message"}\n\n`);
      setTimeout(() => response.end(`id: 9\ndata:${progress(2)}\n\ndata: ${message({ id: 1, result: { text: 'ä\u2028' } })}\n\n`), 20);
    };
    say({ id: 1, method: 'tools/call', params: { name: 'memory_store', _meta: { progressToken: 1 } } });
    await until(() => heard.length === 4);
    expect(heard.map(({ id, method }) => method ?? id)).toEqual(['notifications/progress', 'notifications/message', 'notifications/progress', 1]);
    expect(heard[3]?.result).toEqual({ text: 'ä\u2028' });
  });

  it('an error that the server answers with another status is passed on as it is', async () => {
    const error = { code: -32_022, message: 'unsupported', data: { supported: ['2026-07-28'] } };
    answer = (_request, response) => json(response, 400, { jsonrpc: '2.0', id: 1, error });
    say({ id: 1, method: 'server/discover' });
    await until(() => heard.length === 1);
    expect(heard[0]?.error).toEqual(error);
  });

  it('a refusal becomes a sentence', async () => {
    answer = (_request, response) =>
      json(response, 403, { error: 'x' }, { 'www-authenticate': 'Bearer error="insufficient_scope", error_description="memory_store needs a permission"' });
    say({ id: 1, method: 'tools/call', params: { name: 'memory_store' } });
    await until(() => heard.length === 1);
    expect(heard[0]?.error?.message).toBe('Gatehouse: memory_store needs a permission. Allow it in Gatehouse, then try again.');
  });
});

describe('cancelled: the request is closed, which is what cancels on the other side', () => {
  it('and the program hears nothing more of it', async () => {
    let closed = false;
    let requests = 0;
    answer = (_request, response) => {
      requests += 1;
      stream(response).write(`data: ${message({ method: 'notifications/progress', params: {} })}\n\n`);
      response.once('close', () => {
        closed = true;
      });
    };
    say({ id: 1, method: 'tools/call', params: { name: 'memory_search' } });
    await until(() => heard.length === 1);
    say({ method: 'notifications/cancelled', params: { requestId: 1 } });
    await until(() => closed);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([heard.length, requests]).toEqual([1, 1]);
  });

  it('also while it waits for a broker that is not there', async () => {
    isRunning = false;
    input.write(`${message({ id: 1, method: 'tools/list' })}\n${message({ method: 'notifications/cancelled', params: { requestId: 1 } })}\n`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual([]);
  });
});

describe('the token', () => {
  it('is fetched once for many calls, again when it was refused, and a second refusal is an answer', async () => {
    answer = (request, response, body) =>
      request.headers.authorization === 'Bearer token-1'
        ? json(response, 200, { jsonrpc: '2.0', id: JSON.parse(body).id, result: {} })
        : json(response, 401, {});
    for (const id of [1, 2, 3]) say({ id, method: 'ping' });
    await until(() => heard.length === 3);
    expect(pairs).toEqual([{ ticket: 'ghb_x', instance: 'i'.repeat(43), again: false }]);
    answer = (request, response) =>
      request.headers.authorization === 'Bearer token-2' ? json(response, 200, { jsonrpc: '2.0', id: 4, result: {} }) : json(response, 401, {});
    say({ id: 4, method: 'ping' });
    await until(() => heard.length === 4);
    expect(pairs[1]).toMatchObject({ again: true });
    answer = (_request, response) => json(response, 401, {});
    say({ id: 5, method: 'ping' });
    await until(() => heard.length === 5);
    expect(heard[4]?.error?.message).toContain('was cut off');
    expect(tokens).toBe(3);
  });

  it('is replaced before it ends', async () => {
    answer = (_request, response, body) => json(response, 200, { jsonrpc: '2.0', id: JSON.parse(body).id, result: {} });
    say({ id: 1, method: 'ping' });
    await until(() => heard.length === 1);
    time += 881_000;
    say({ id: 2, method: 'ping' });
    await until(() => heard.length === 2);
    expect(tokens).toBe(2);
  });

  it('is said to nobody', async () => {
    answer = (_request, response) => json(response, 500, { error: 'server_error', error_description: 'something failed here' });
    say({ id: 1, method: 'ping' });
    await until(() => heard.length === 1);
    expect(JSON.stringify([heard, log])).not.toMatch(/token-|ghb_/);
  });
});

describe('the broker goes away', () => {
  it('nothing is repeated of which nobody knows whether it was done', async () => {
    let requests = 0;
    answer = (request) => {
      requests += 1;
      request.socket.destroy();
    };
    say({ id: 1, method: 'tools/call', params: { name: 'memory_store' } });
    await until(() => heard.length === 1);
    expect([requests, heard[0]?.error?.message]).toEqual([1, 'Gatehouse stopped while it was doing this. Look whether it was done before you repeat it.']);
  });

  it('what only reads is repeated until it is answered, also when its answer broke off', async () => {
    let requests = 0;
    answer = (_request, response, body) => {
      requests += 1;
      if (requests === 1) return void response.destroy();
      if (requests === 2) return void stream(response).write(': \n\n', () => response.destroy());
      json(response, 200, { jsonrpc: '2.0', id: JSON.parse(body).id, result: {} });
    };
    say({ id: 1, method: 'tools/call', params: { name: 'memory_recall' } });
    await until(() => heard.length === 1);
    expect([requests, heard[0]?.error]).toEqual([3, undefined]);
  });

  it('a call waits twenty seconds for it and is then told what to do', async () => {
    isRunning = false;
    say({ id: 1, method: 'tools/list' });
    await until(() => heard.length === 1);
    expect(heard[0]?.error?.message).toBe('Gatehouse is not running. Start it, then try again.');
    expect([time >= 20_000, time < 25_000]).toEqual([true, true]);
  });

  it('one that is still starting is waited for', async () => {
    let requests = 0;
    answer = (_request, response, body) => {
      requests += 1;
      if (requests === 1) return void response.writeHead(503, { 'retry-after': '1' }).end();
      json(response, 200, { jsonrpc: '2.0', id: JSON.parse(body).id, result: {} });
    };
    say({ id: 1, method: 'tools/call', params: { name: 'memory_store' } });
    await until(() => heard.length === 1);
    expect([requests, heard[0]?.error]).toEqual([2, undefined]);
  });

  it('an answer that breaks off again and again is not waited for without end', async () => {
    answer = (_request, response) => void stream(response).write(': \n\n', () => response.destroy());
    say({ id: 1, method: 'tools/call', params: { name: 'memory_recall' } });
    await until(() => heard.length === 1);
    expect(heard[0]?.error?.message).toContain('was cut off');
  });

  it('a stream of changes that ends at once is opened again more and more slowly', async () => {
    let requests = 0;
    answer = (_request, response) => {
      requests += 1;
      stream(response).end(`data: ${message({ id: 1, result: {} })}\n\n`);
    };
    say({ id: 1, method: 'subscriptions/listen', params: {} });
    await until(() => requests >= 9);
    expect(time).toBeGreaterThan(60_000);
    expect(heard).toEqual([]);
  });

  it('a notification that cannot be delivered is nobody’s error', async () => {
    isRunning = false;
    say({ method: 'notifications/initialized' });
    await until(() => time >= 20_000);
    expect(heard).toEqual([]);
  });
});

describe('lines and events come in any pieces', () => {
  const pieces = (text: string, cuts: readonly number[]): string[] => {
    const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((left, right) => left - right);
    return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length));
  };

  it(
    'the lines are the same however the bytes were cut',
    () =>
      forEveryCase(0.1, fc.tuple(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat())), ([texts, cuts]) => {
        const lines = texts.map((text) => text.replaceAll(/[\r\n]/g, '').trim()).filter((text) => text !== '');
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const got: (string | null)[] = [];
        const take = createLines((line) => got.push(line));
        for (const piece of pieces(bytes.toString('latin1'), cuts)) take(Buffer.from(piece, 'latin1'));
        expect(got).toEqual(lines);
      }),
    FUZZ_TIMEOUT,
  );

  it(
    'so are the events',
    () =>
      forEveryCase(0.1, fc.tuple(fc.array(fc.json()), fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat())), ([events, end, cuts]) => {
        const text = `${events.map((event) => `event: message${end}data: ${event}${end}${end}`).join('')}: the end${end}`;
        const take = createEvents();
        expect(pieces(text, cuts).flatMap(take)).toEqual(events);
      }),
    FUZZ_TIMEOUT,
  );
});
