/** The command's end of the control socket. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ControlAddress, isProof, proofOf, readAddress, readReply } from '../shared/control.ts';

/** No broker answers for this data directory. */
export class NoBroker extends Error {
  override readonly name = 'NoBroker';
}
/** Something else answers there. By its name still a `NoBroker`: to whoever wants a broker it is none. */
export class OtherProgram extends NoBroker {
  constructor() {
    super('Another program answers in the place of Gatehouse. Stop it, then start Gatehouse again.');
  }
}
/** The broker said no, in one line. */
export class BrokerRefused extends Error {
  override readonly name = 'BrokerRefused';
}

export type Control = { call<Result>(method: string, params?: unknown): Promise<Result>; close(): void };

/** @param startIt how it is started, as a sentence. @throws NoBroker, OtherProgram */
export async function connectControl(directory: string, startIt = 'Start it with: npm start'): Promise<Control> {
  const { address, key } = findAddress(directory);
  const socket = await open(address, startIt);
  const control = converse(socket);
  try {
    if (key !== null) await prove(control, key);
    return control;
  } catch (error) {
    // Whoever is there may keep it open, and the command with it.
    socket.destroy();
    throw error;
  }
}

function findAddress(directory: string): { address: string; key: string | null } {
  return noted(join(directory, 'control.json')) ?? { address: join(directory, 'control.sock'), key: null };
}

function noted(file: string): ControlAddress | null {
  try {
    return readAddress(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function open(address: string, startIt: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (cause) => reject(new NoBroker(`Gatehouse is not running for this data directory. ${startIt}`, { cause })));
  });
}

function converse(socket: Socket): Control {
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let next = 1;
  let over: NoBroker | null = null;
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => {
    const reply = readReply(line);
    if (reply === null) {
      end(new OtherProgram());
      socket.destroy();
      return;
    }
    const call = waiting.get(Number(reply.id));
    waiting.delete(Number(reply.id));
    if ('error' in reply) call?.reject(new BrokerRefused(reply.error.message));
    else call?.resolve(reply.result as never);
  });
  function end(why: NoBroker): void {
    over ??= why;
    for (const { reject } of waiting.values()) reject(over);
    waiting.clear();
  }
  const stopped = () => end(new NoBroker('Gatehouse stopped while it was asked. Look whether it runs: gatehouse status'));
  socket.on('close', stopped);
  // A broken connection is reported twice, and an unheard error would end the command with a stack.
  for (const source of [socket, lines]) source.on('error', stopped);
  return {
    call: (method, params) =>
      new Promise((resolve, reject) => {
        if (over !== null) return reject(over);
        const id = next++;
        waiting.set(id, { resolve: resolve as never, reject });
        socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      }),
    close: () => socket.end(),
  };
}

async function prove(control: Control, key: string): Promise<void> {
  const mine = randomBytes(32).toString('base64url');
  const answer = await control.call<{ nonce: string; proof: string } | null>('prove', { nonce: mine });
  if (!isProof(answer?.proof, key, 'broker', mine)) throw new OtherProgram();
  await control.call('prove', { proof: proofOf(key, 'command', answer?.nonce ?? '') });
}
