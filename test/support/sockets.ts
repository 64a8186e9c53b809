/** Sockets by hand: what a caller does who holds connections, sends slowly, or sends too much. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Held = {
  readonly socket: Socket;
  text(): string;
  /** At the first bytes of an answer, or at the end without one. */
  readonly answered: Promise<unknown>;
  readonly closed: Promise<void>;
  isOpen(): boolean;
};

/** A connection that is established, and everything it is ever answered. */
export async function hold(port: number, bytes = ''): Promise<Held> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let isOpen = true;
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      isOpen = false;
      resolve();
    }),
  );
  const answered = Promise.race([new Promise((resolve) => socket.once('data', resolve)), closed]);
  await once(socket, 'connect');
  if (bytes !== '') socket.write(bytes);
  return { socket, text: () => text, answered, closed, isOpen: () => isOpen };
}

export const holdMany = (port: number, count: number, bytes = ''): Promise<Held[]> => Promise.all(Array.from({ length: count }, () => hold(port, bytes)));

export const letGo = (held: readonly Held[]): void => {
  for (const { socket } of held) socket.destroy();
};

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
