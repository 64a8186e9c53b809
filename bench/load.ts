/** A load that checks every answer, over connections that are kept. */
import { connect, type Socket } from 'node:net';

export type Call = { readonly method: 'GET' | 'POST'; readonly path: string; readonly headers?: Record<string, string>; readonly body?: string };
export type Reply = { readonly status: number; readonly headers: Record<string, string | string[]>; readonly text: string };
export type Figures = { readonly rate: number; readonly p50: number; readonly p99: number };
type Waiting = { readonly bytes: string; resolve(reply: Reply): void; reject(cause: Error): void };

const CONNECTIONS = 64;
/** Milliseconds. Node's servers end a connection after 5 s of rest, and a request that crosses that end on its way is lost. */
const RESTED = 3000;
const HEAD_END = '\r\n\r\n';

/**
 * Requests written and answers cut by hand, because any HTTP client costs as much as the server that it asks: on two cores the
 * load must not be what is measured.
 */
export function createCaller(port: number): { call(call: Call): Promise<Reply>; close(): void } {
  const idle: Lane[] = [];
  const queue: Waiting[] = [];
  const lanes = new Set<Lane>();
  const freed = (lane: Lane) => {
    const next = queue.shift();
    lane.freeSince = performance.now();
    if (next === undefined) idle.push(lane);
    else lane.ask(next);
  };
  const fresh = () => {
    const lane = idle.pop();
    if (lane === undefined || performance.now() - lane.freeSince < RESTED) return lane;
    // The last that became free is the youngest: the others have rested longer still.
    for (const { socket } of [lane, ...idle.splice(0)]) socket.destroy();
    return undefined;
  };
  const ended = (lane: Lane) => {
    lanes.delete(lane);
    if (idle.includes(lane)) idle.splice(idle.indexOf(lane), 1);
    const next = lanes.size < CONNECTIONS ? queue.shift() : undefined;
    if (next !== undefined) open().ask(next);
  };
  const open = () => {
    const lane = createLane(connect(port, '127.0.0.1'), freed, ended);
    lanes.add(lane);
    return lane;
  };
  return {
    call: (call) =>
      new Promise((resolve, reject) => {
        const waiting = { bytes: written(call, port), resolve, reject };
        const lane = fresh() ?? (lanes.size < CONNECTIONS ? open() : undefined);
        if (lane === undefined) queue.push(waiting);
        else lane.ask(waiting);
      }),
    close: () => {
      for (const { socket } of lanes) socket.destroy();
    },
  };
}

type Lane = { readonly socket: Socket; freeSince: number; ask(waiting: Waiting): void };

/** One connection, one request at a time. */
function createLane(socket: Socket, freed: (lane: Lane) => void, ended: (lane: Lane) => void): Lane {
  let current: Waiting | null = null;
  let received = '';
  const lane: Lane = {
    socket,
    freeSince: 0,
    ask(waiting) {
      current = waiting;
      socket.write(waiting.bytes, 'latin1');
    },
  };
  const finish = (settle: (waiting: Waiting) => void) => {
    const waiting = current;
    current = null;
    if (waiting !== null) settle(waiting);
  };
  socket.setNoDelay(true);
  // As bytes, so that the length counts; what is written in another alphabet is decoded with the body.
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received = received === '' ? chunk : received + chunk;
    const answer = cut(received);
    if (answer === null) return;
    received = '';
    const last = answer.headers.connection === 'close';
    if (last) socket.end();
    finish(({ resolve }) => resolve(answer));
    if (!last) freed(lane);
  });
  socket.on('error', (cause) => finish(({ reject }) => reject(cause)));
  socket.on('close', () => {
    finish(({ reject }) => reject(new Error('the connection ended without an answer')));
    ended(lane);
  });
  return lane;
}

function written({ method, path, headers = {}, body }: Call, port: number): string {
  let head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`;
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
  if (body === undefined) return method === 'GET' ? `${head}\r\n` : `${head}content-length: 0\r\n\r\n`;
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${Buffer.from(body).toString('latin1')}`;
}

/** @returns null while a part of it is missing */
function cut(received: string): Reply | null {
  const end = received.indexOf(HEAD_END);
  if (end === -1) return null;
  const headers: Record<string, string | string[]> = {};
  for (const line of received.slice(received.indexOf('\r\n') + 2, end).split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers[name];
    headers[name] = known === undefined ? value : [known, value].flat();
  }
  const rest = received.slice(end + HEAD_END.length);
  const body = headers['transfer-encoding'] === undefined ? ofLength(rest, Number(headers['content-length'] ?? 0)) : ofChunks(rest);
  if (body === null) return null;
  return { status: Number(received.slice(9, 12)), headers, text: Buffer.from(body, 'latin1').toString('utf8') };
}

function ofLength(rest: string, length: number): string | null {
  return rest.length < length ? null : rest;
}

/** RFC 9112 §7.1, without extensions and trailers, which no server here sends. */
function ofChunks(rest: string): string | null {
  let body = '';
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at);
    if (line === -1) return null;
    const length = Number.parseInt(rest.slice(at, line), 16);
    const next = line + 2 + length + 2;
    if (rest.length < next) return null;
    if (length === 0) return body;
    body += rest.slice(line + 2, next - 2);
    at = next;
  }
}

/**
 * @param count operations in all
 * @param concurrency how many at once
 * @param operate one operation; throws when the answer is not what it should be
 * @returns operations per second, and milliseconds
 */
export async function measure(count: number, concurrency: number, operate: (index: number) => Promise<void>): Promise<Figures> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const before = performance.now();
      await operate(index);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - started) / 1000;
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rate: count / seconds, p50: at(0.5), p99: at(0.99) };
}

export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply;
}
