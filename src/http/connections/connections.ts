/**
 * Any program can open connections, so their number is bounded; a plain bound would let one program keep all others out
 * by holding them. So a hundred connections have a seat. A further one stands: without a request it is turned away,
 * with one it is answered as soon as a seat is free, and meanwhile nobody keeps a seat for longer than one answer.
 */
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { type Connection, createConnection, isLingering, isSilent, isSpare, keyOf } from './connection.ts';
import { makeLast } from './make-last.ts';

export type Connections = {
  watch(server: HttpServer | HttpsServer): void;
  /** Calls `answer` at once or when there is a seat; answers 503 itself when there is none for too long. */
  take(request: IncomingMessage, response: ServerResponse, answer: () => void): void;
  /** Cuts off all of them. */
  dropAll(): void;
};

const SEATS = 100;
const STANDING = 400;
/** No client of ours sends a request before it has read the answer to the last ones. */
const MOST_PIPELINED = 8;
/** On one connection; it ends with the answer to the last of them, and the client opens another. */
const MOST_REQUESTS = 1_000;
/** Milliseconds: to stand without asking, to stand with a request, and until seats are looked for again. */
const TIMES = { silent: 2_000, held: 10_000, retry: 50 };

export function createConnections(): Connections {
  /** In the order of their last answer. */
  const open = new Map<string, Connection>();
  let seated = 0;
  let waiting = 0;
  /** Whether seats are looked for again by themselves. */
  let looking = false;
  const first = (matches: (connection: Connection) => boolean) => [...open.values()].find(matches);

  function accept(socket: Socket): void {
    if (open.size >= SEATS + STANDING) {
      const silent = first(isSilent);
      if (silent === undefined) return void socket.destroy();
      drop(silent);
    }
    const mine = createConnection(socket);
    open.set(mine.key, mine);
    socket.once('close', () => leave(mine));
    if (seated < SEATS) seat(mine);
    else mine.timer = setTimeout(() => drop(mine), TIMES.silent);
  }

  function leave(connection: Connection): void {
    if (open.get(connection.key) !== connection) return;
    open.delete(connection.key);
    clearTimeout(connection.timer);
    if (connection.held.length > 0) waiting -= 1;
    if (!connection.seated) return;
    seated -= 1;
    fill();
  }

  function drop(connection: Connection): void {
    connection.socket.destroy();
    leave(connection);
  }

  /** Gives the free seats, and those that nobody needs, to who stands with a request. */
  function fill(): void {
    while (waiting > 0) {
      const next = first(({ held }) => held.length > 0);
      if (next !== undefined && seated < SEATS) {
        seat(next);
        continue;
      }
      const spare = first(isSpare) ?? first(isLingering);
      if (spare === undefined) {
        lookLater();
        return;
      }
      // Comes back here, with the seat free.
      drop(spare);
    }
  }

  /** In a moment somebody may rest. */
  function lookLater(): void {
    if (looking) return;
    looking = true;
    setTimeout(() => {
      looking = false;
      fill();
    }, TIMES.retry);
  }

  function seat(connection: Connection): void {
    connection.seated = true;
    seated += 1;
    clearTimeout(connection.timer);
    if (connection.held.length > 0) waiting -= 1;
    for (const { run } of connection.held.splice(0)) run();
  }

  function hold(connection: Connection, response: ServerResponse, run: () => void): void {
    if (connection.held.push({ response, run }) > 1) return;
    waiting += 1;
    clearTimeout(connection.timer);
    connection.timer = setTimeout(() => {
      waiting -= 1;
      for (const { response } of connection.held.splice(0))
        response.writeHead(503, { 'retry-after': '1', 'cache-control': 'no-store', connection: 'close' }).end();
    }, TIMES.held);
    fill();
  }

  function start(connection: Connection, request: IncomingMessage, response: ServerResponse): void {
    const exchange = { request, response };
    connection.running.add(exchange);
    connection.usedAt = performance.now();
    connection.asked += 1;
    if (waiting > 0 || connection.asked >= MOST_REQUESTS) makeLast(response);
    response.once('close', () => {
      connection.running.delete(exchange);
      // Last in line again, unless it has left.
      if (open.get(connection.key) !== connection) return;
      open.delete(connection.key);
      open.set(connection.key, connection);
      connection.usedAt = performance.now();
    });
  }

  return {
    watch: (server) => void server.on('connection', accept),
    take(request, response, answer) {
      const connection = open.get(keyOf(request.socket));
      if (connection === undefined) return;
      if (connection.running.size + connection.held.length >= MOST_PIPELINED) return drop(connection);
      const run = () => {
        start(connection, request, response);
        answer();
      };
      if (connection.seated) run();
      else hold(connection, response, run);
    },
    dropAll: () => [...open.values()].forEach(drop),
  };
}
