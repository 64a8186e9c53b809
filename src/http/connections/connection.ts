import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

export type Connection = {
  readonly key: string;
  readonly socket: Socket;
  /** What is being answered. */
  readonly running: Set<Exchange>;
  /** What waits for a seat. */
  readonly held: { readonly response: ServerResponse; readonly run: () => void }[];
  /** Requests so far. */
  asked: number;
  seated: boolean;
  /** When it last asked or was answered, in milliseconds of `performance.now()`. */
  usedAt: number;
  timer: NodeJS.Timeout | undefined;
};

/** Milliseconds until a connection counts as resting. */
const SETTLE = 250;

export function createConnection(socket: Socket): Connection {
  return { key: keyOf(socket), socket, running: new Set(), held: [], asked: 0, seated: false, usedAt: Number.NEGATIVE_INFINITY, timer: undefined };
}

/** With TLS a request knows the encrypted socket, the server the one beneath; the far end is the same. */
export function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

/** Stands, and has asked for nothing. */
export function isSilent({ seated, held }: Connection): boolean {
  return !seated && held.length === 0;
}

function isResting({ seated, usedAt }: Connection): boolean {
  return seated && performance.now() - usedAt >= SETTLE;
}

/** Sits without need. A request that has not arrived completely is being held back, as far as anybody can tell. */
export function isSpare(connection: Connection): boolean {
  return isResting(connection) && [...connection.running].every(({ request }) => !request.complete);
}

/** Sits for as long as it likes: a stream, which its client opens again, or an answer that nobody reads. */
export function isLingering(connection: Connection): boolean {
  return isResting(connection) && [...connection.running].every(({ request, response }) => !request.complete || response.headersSent);
}
