/** stdin to the broker, the broker to stdout, until the program that started us is gone. */
import type { Readable, Writable } from 'node:stream';
import { createLines } from './lines.ts';
import { asked, failure, type Id, type Line, readLine } from './message.ts';
import { type CallControl, createPairing } from './pairing.ts';
import { createRelay } from './relay.ts';
import { NOT_RUNNING, TOO_LONG, Unable } from './words.ts';

export type BridgeDeps = {
  readonly input: Readable;
  readonly output: Writable;
  readonly control: CallControl;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly instance: string;
  /** A line for stderr: never what a message says, never a secret. */
  readonly log: (line: string) => void;
  /** Aborts when the process is to end at once. */
  readonly ending: AbortSignal;
};

/** Requests under way. A program that sends more waits, as it would for any pipe. */
const MOST = 64;
/** Milliseconds that answers have after the program has closed its end. */
const LAST_WORDS = 2_000;
const INVALID = -32_600;

/** Resolves when there is nobody left to speak to. */
export async function runBridge(deps: BridgeDeps): Promise<void> {
  const { input, output, control, now, wait, instance, log, ending } = deps;
  const pairing = createPairing({ control, now, instance, log });
  const relay = createRelay({ pairing, give, now, wait, log });
  const running = new Map<Id | symbol, AbortController>();
  const jobs = new Set<Promise<void>>();

  // Nothing is asked for before the program says something; but a person who looks into its log should find the remedy.
  control('status').catch((error: unknown) => log(error instanceof Error && error.name === 'NoBroker' ? NOT_RUNNING : String(error)));

  const read = createLines((text) => {
    const line = text === null ? null : readLine(text);
    if (line === null) return void give(failure(null, text === null ? TOO_LONG : 'This is not JSON-RPC.', INVALID));
    const cancelled = line.messages.flatMap(({ method, params }) => (method === 'notifications/cancelled' ? [params?.requestId as Id] : []));
    for (const id of cancelled) running.get(id)?.abort();
    // Its stream is closed, which is what cancels there; the notification would name a request that nobody knows.
    if (cancelled.length < line.messages.length) start(line);
  });
  input.on('data', (chunk: Buffer) => {
    read(chunk);
    if (jobs.size >= MOST) input.pause();
  });

  function start(line: Line): void {
    const controller = new AbortController();
    const ids = asked(line);
    const names: readonly (Id | symbol)[] = ids.length === 0 ? [Symbol('notification')] : ids;
    for (const name of names) running.set(name, controller);
    const job = relay(line, controller.signal)
      .catch(async (error: unknown) => {
        if (controller.signal.aborted) return;
        const words = error instanceof Unable ? error.message : 'The Gatehouse bridge failed. Its log says why.';
        log(error instanceof Unable ? words : `failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        for (const id of ids) await give(failure(id, words));
      })
      .finally(() => {
        for (const name of names) if (running.get(name) === controller) running.delete(name);
        jobs.delete(job);
        if (jobs.size < MOST) input.resume();
      });
    jobs.add(job);
  }

  function give(text: string): Promise<void> {
    // A message is one line, whatever the broker's own spelling of it is.
    const line = text.includes('\n') ? JSON.stringify(JSON.parse(text)) : text;
    if (output.writableEnded || output.destroyed) return Promise.resolve();
    return new Promise((resolve) => (output.write(`${line}\n`) ? resolve() : output.once('drain', resolve)));
  }

  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) input.once(event, () => resolve());
    for (const event of ['close', 'error']) output.once(event, () => resolve());
    ending.addEventListener('abort', () => resolve(), { once: true });
    if (ending.aborted) resolve();
  });
  if (!ending.aborted && !output.destroyed) await Promise.race([Promise.all(jobs), wait(LAST_WORDS, ending)]);
  for (const controller of running.values()) controller.abort();
  pairing.close();
  // Somebody else may hold its other end; waiting for that would keep the process.
  input.destroy();
}
