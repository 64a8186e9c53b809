/** Where the control socket is: in the data directory, or elsewhere when the system cannot put it there. */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../../shared/edge.ts';
import { CONTROL_SOCKET } from '../../shared/control.ts';

export type ControlAddress = {
  readonly path: string;
  /** In the 0700 data directory, so that whoever reaches it may use it; anywhere else both ends prove the key first. */
  readonly isGuarded: boolean;
};

/** The socket cannot be made; `message` is one line for the person. */
export class ControlUnavailable extends Error {
  override readonly name = 'ControlUnavailable';
}

type Place = {
  readonly platform: NodeJS.Platform;
  /** Absolute, 0700. */
  readonly dataDirectory: string;
  /** A short directory for sockets, such as XDG_RUNTIME_DIR. */
  readonly runtimeDirectory: string;
  readonly random: Random;
};

/** sockaddr_un holds 104 bytes on macOS and 108 on Linux. */
const LONGEST_PATH = 100;
const PRIVATE = 0o700;
const OTHERS = 0o077;

/** @throws ControlUnavailable */
export function chooseAddress({ platform, dataDirectory, runtimeDirectory, random }: Place): ControlAddress {
  if (platform === 'win32') {
    return { path: `\\\\.\\pipe\\gatehouse-${Buffer.from(random.bytes(16)).toString('hex')}`, isGuarded: false };
  }
  const inside = join(dataDirectory, CONTROL_SOCKET);
  if (Buffer.byteLength(inside) <= LONGEST_PATH) return { path: inside, isGuarded: true };
  const name = `gatehouse-${createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16)}`;
  const short = [runtimeDirectory, '/tmp'].map((parent) => join(parent, name, CONTROL_SOCKET));
  const path = short.find((candidate) => Buffer.byteLength(candidate) <= LONGEST_PATH);
  if (path === undefined) throw new ControlUnavailable(`The path ${dataDirectory} is too long for a control socket. Choose a shorter --data-dir.`);
  makePrivate(dirname(path));
  return { path, isGuarded: false };
}

/** In a shared /tmp another user may have made the directory first, to read along. */
function makePrivate(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: PRIVATE });
  const { uid, mode } = lstatSync(directory);
  const isOurs = lstatSync(directory).isDirectory() && uid === process.getuid?.();
  if (!isOurs) throw new ControlUnavailable(`${directory} belongs to someone else. Remove it, or choose a shorter --data-dir.`);
  if ((mode & OTHERS) !== 0) chmodSync(directory, PRIVATE);
}

/** What a killed broker left behind; the caller holds the lock of the data directory, so nobody listens there. */
export function removeStaleSocket(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isSocket()) throw new ControlUnavailable(`${path} is not a socket. Move it away and start again.`);
  unlinkSync(path);
}
