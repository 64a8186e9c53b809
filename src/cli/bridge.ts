/** `gatehouse bridge`: what the process has, given to the bridge. It imports little on purpose: there may be ten of it. */
import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runBridge } from '../bridge/run-bridge.ts';
import { connectControl } from './control-client.ts';

type Io = {
  readonly input: Readable;
  readonly output: Writable;
  readonly err: (line: string) => void;
  /** The data directory when no word names one. */
  readonly dataDirectory: string;
  /** Pid of the process that started this one, as it is now. */
  readonly parent: () => number;
};

/** It passes on short messages: compiled code and a large nursery would be a quarter of its memory, and save it a fraction of a millisecond. */
const SMALL = ['--no-opt', '--no-maglev', '--no-sparkplug', '--max-semi-space-size=1'];
/** Milliseconds between two looks whether the program that started us is still there; its pipe mostly says so at once. */
const LOOK = 2_000;

/** @returns the exit code, once the program that started it is gone */
export async function bridgeCommand(words: readonly string[], { input, output, err, dataDirectory, parent }: Io): Promise<0 | 2> {
  const directory = directoryIn(words, dataDirectory);
  if (directory === null) {
    err('A bridge only takes --data-dir DIRECTORY. It is started by a program that speaks MCP to it; see: gatehouse connect');
    return 2;
  }
  for (const flag of SMALL) setFlagsFromString(flag);
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  const startedBy = parent();
  const timer = setInterval(() => {
    if (parent() !== startedBy) ending.abort();
  }, LOOK);
  await runBridge({
    input,
    output,
    ending: ending.signal,
    now: () => performance.now(),
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
    instance: randomBytes(32).toString('base64url'),
    log: (line) => err(`gatehouse bridge: ${line}`),
    control: (method) => ask(directory, method),
  });
  clearInterval(timer);
  return 0;
}

/** A connection for each question: the broker has places for 64, and a bridge lives as long as the program. */
async function ask<Result>(directory: string, method: string): Promise<Result> {
  const control = await connectControl(directory);
  try {
    return await control.call<Result>(method, {});
  } finally {
    control.close();
  }
}

function directoryIn(words: readonly string[], otherwise: string): string | null {
  const [option, directory, ...more] = words;
  if (option === undefined) return otherwise;
  const inOne = /^--data-dir=(.+)$/.exec(option)?.[1];
  if (inOne !== undefined && directory === undefined) return inOne;
  return option === '--data-dir' && directory !== undefined && more.length === 0 ? directory : null;
}
