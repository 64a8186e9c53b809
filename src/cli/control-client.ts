/** The command's end of the control socket. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ControlAddress, type ControlReply, isProof, proofOf } from '../shared/control.ts';

/** No broker answers for this data directory. */
export class NoBroker extends Error {
  override readonly name = 'NoBroker';
}
/** The broker said no, in one line. */
export class BrokerRefused extends Error {
  override readonly name = 'BrokerRefused';
}

export type Control = { call<Result>(method: string, params?: unknown): Promise<Result>; close(): void };

/** @param startIt how it is started, as a sentence. @throws NoBroker */
export async function connectControl(directory: string, startIt = 'Start it with: npm start'): Promise<Control> {
  const { address, key } = findAddress(directory);
  const socket = await open(address, startIt);
  const control = converse(socket);
  if (key !== null) await prove(control, key);
  return control;
}

function findAddress(directory: string): { address: string; key: string | null } {
  try {
    return JSON.parse(readFileSync(join(directory, 'control.json'), 'utf8')) as ControlAddress;
  } catch {
    return { address: join(directory, 'control.sock'), key: null };
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
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => {
    const reply = JSON.parse(line) as ControlReply;
    const call = waiting.get(Number(reply.id));
    waiting.delete(Number(reply.id));
    if ('error' in reply) call?.reject(new BrokerRefused(reply.error.message));
    else call?.resolve(reply.result as never);
  });
  const end = () => {
    for (const { reject } of waiting.values()) reject(new NoBroker('Gatehouse stopped while it was asked. Look whether it runs: gatehouse status'));
    waiting.clear();
  };
  socket.on('close', end);
  // A broken connection is reported twice, and an unheard error would end the command with a stack.
  for (const source of [socket, lines]) source.on('error', end);
  return {
    call: (method, params) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve: resolve as never, reject });
        socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      }),
    close: () => socket.end(),
  };
}

async function prove(control: Control, key: string): Promise<void> {
  const mine = randomBytes(32).toString('base64url');
  const { nonce, proof } = await control.call<{ nonce: string; proof: string }>('prove', { nonce: mine });
  if (!isProof(proof, key, 'broker', mine)) throw new NoBroker('Another program answers in the place of Gatehouse. Stop it, then start Gatehouse again.');
  await control.call('prove', { proof: proofOf(key, 'command', nonce) });
}
