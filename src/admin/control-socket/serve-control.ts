/** The broker's end of the control socket. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ControlAddress, fitsInDirectory } from '../../shared/control.ts';
import type { Random } from '../../shared/edge.ts';
import { makeSecret } from '../../shared/secrets.ts';
import { type Answer, type Conversation, createConversation } from './conversation.ts';

export type ControlSocket = { readonly address: string; close(): Promise<void> };

type Options = {
  /** An existing 0700 directory that this process holds the lock of. */
  readonly directory: string;
  readonly random: Random;
  readonly answer: Answer;
};

const MOST_CONNECTIONS = 64;

/** @returns once the socket listens. A stale socket of a killed broker is replaced; the directory's lock says it is stale. */
export async function serveControl({ directory, random, answer }: Options): Promise<ControlSocket> {
  const { address, key } = placeSocket(directory, random);
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket.once('close', () => connections.delete(socket)));
    converse(socket, createConversation({ key, random, answer }));
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, address);
  if (process.platform !== 'win32') chmodSync(address, 0o600);
  return {
    address,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections) socket.destroySoon();
      await closed;
      rmSync(join(directory, 'control.json'), { force: true });
      // The directory was made for this socket alone; on Windows a pipe leaves nothing.
      if (key !== null && process.platform !== 'win32') rmSync(dirname(address), { recursive: true, force: true });
    },
  };
}

/** In the data directory, or elsewhere with a key that both ends prove. */
function placeSocket(directory: string, random: Random): { address: string; key: string | null } {
  const near = join(directory, 'control.sock');
  const note = join(directory, 'control.json');
  rmSync(note, { force: true });
  if (fitsInDirectory(near, process.platform)) {
    rmSync(near, { force: true });
    return { address: near, key: null };
  }
  const name = Buffer.from(random.bytes(16)).toString('hex');
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\gatehouse-${name}` : join(tmpdir(), `gatehouse-${name}`, 'c.sock');
  if (process.platform !== 'win32') mkdirSync(dirname(address), { mode: 0o700 });
  const key = makeSecret(random);
  writeFileSync(note, JSON.stringify({ address, key } satisfies ControlAddress), { mode: 0o600 });
  return { address, key };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve());
  });
}

/** One line in, one line out, in order; a line that never ends closes the connection. */
function converse(socket: Socket, { reply, longest }: Conversation): void {
  // Put together once the line has ended: looking through all of it at every piece would take as long as its length squared.
  let pieces: string[] = [];
  let replying: Promise<void> = Promise.resolve();
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    const ends = chunk.split('\n');
    const open = ends.pop() ?? '';
    for (const end of ends) {
      const line = [...pieces, end].join('');
      pieces = [];
      if (line.trim() === '') continue;
      replying = replying.then(async () => {
        const answer = await reply(line);
        if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`);
      });
    }
    pieces.push(open);
    if (pieces.reduce((length, piece) => length + piece.length, 0) > longest()) socket.destroy();
  });
}
