import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUZZ_TIMEOUT, forEveryCase, LONGEST_THOUGHT } from '../support/fuzz-cases.ts';
import { inTime } from '../support/in-time.ts';
import { createTestFetcher, documentOf } from '../support/metadata-server.ts';
import { nearly, nearlyJsonText } from './near-valid.ts';

const tls = (name: string) => readFileSync(join(import.meta.dirname, '../support/tls', name), 'utf8');

let server: Server;
let answer = Buffer.alloc(0);
let piece = 1;
let url = '';
beforeAll(async () => {
  server = createServer({ key: tls('server-key.pem'), cert: tls('server.pem') }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (let at = 0; at < answer.length; at += piece) socket.write(answer.subarray(at, at + piece));
      socket.end();
    });
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://app.example.com:${(server.address() as AddressInfo).port}/client.json`;
});
afterAll(() => void server.close());

const body = nearlyJsonText(documentOf('https://app.example.com/client.json'));
/** One header hurt at a time: a head that is wrong everywhere is refused for the first reason. */
const heads = nearly('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: max-age=60', 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/');
const framing = fc.constantFrom(
  (text: string) => ['', text],
  (text: string) => [`\r\nContent-Length: ${Buffer.byteLength(text)}`, text],
  (text: string) => ['\r\nContent-Length: 5000000000', text],
  (text: string) => ['\r\nTransfer-Encoding: chunked', `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`],
  (text: string) => ['\r\nTransfer-Encoding: chunked\r\nContent-Length: 3', `fffffffff\r\n${text}`],
);

describe('the metadata server of a stranger, byte by byte', () => {
  it(
    'whatever it answers is an object of at most 5 KB or a refusal, within the time',
    () =>
      forEveryCase(0.02, fc.tuple(heads, body, framing, fc.constantFrom(7, 100, 100_000)), async ([head, text, frame, size]) => {
        const [length, framed] = frame(text);
        answer = Buffer.from(`${head}${length}\r\n\r\n${framed}`.slice(0, 40_000));
        piece = Math.max(size, answer.length / 50);
        const fetched = await inTime(LONGEST_THOUGHT, () => createTestFetcher()(url));
        if ('members' in fetched) expect([Array.isArray(fetched.members), JSON.stringify(fetched.members).length < 30_000]).toEqual([false, true]);
        else expect(fetched.refused).toMatch(/^(?:unreachable|redirected|not_a_document|too_large)$/);
      }),
    FUZZ_TIMEOUT,
  );
});
