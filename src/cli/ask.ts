/** One question to the broker. */
import { plainJson } from '../shared/plain-text.ts';
import { NoBroker } from './control-client.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** What is said of an answer where it is not wanted as JSON. @param spell a sentence of ours that names the command */
export type Show<Result> = (result: Result, now: number, spell: (sentence: string) => string) => string;

/** Asks, and writes the answer down. @throws NoBroker, BrokerRefused */
export type Ask = <Result>(options: Options, method: string, params: unknown, show: Show<Result>) => Promise<void>;

/** The same once it is known which broker, and whether JSON is wanted. */
export type AskHere = <Result>(method: string, params: unknown, show: Show<Result>) => Promise<void>;

export function createAsk(io: Pick<Io, 'connect' | 'print' | 'spell' | 'now'>): Ask {
  return async <Result>(options: Options, method: string, params: unknown, show: Show<Result>) => {
    const control = await io.connect(options.dataDir);
    try {
      const result = await control.call<Result>(method, params);
      io.print(options.json ? plainJson(result) : show(result, io.now(), (sentence) => io.spell(sentence, options.dataDir)));
    } finally {
      control.close();
    }
  };
}

/** @returns null when no broker runs */
export async function askIfRunning<Result>(io: Pick<Io, 'connect'>, options: Options, method: string): Promise<Result | null> {
  try {
    const control = await io.connect(options.dataDir);
    return await control.call<Result>(method, {}).finally(control.close);
  } catch (error) {
    if (error instanceof NoBroker) return null;
    throw error;
  }
}
