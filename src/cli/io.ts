import type { Connector } from '../connect/connector.ts';
import type { Control } from './control-client.ts';
import type { DoctorOptions } from './doctor-command.ts';
import type { RunAtTerminal } from './log-in-at-once.ts';
import type { Moves } from './moves.ts';

/** What the command needs of the machine. */
export type Io = {
  /** A line of our own for stdout; the command in it is named as it is called here. @param dataDirectory as it was given */
  out(line: string, dataDirectory?: string): void;
  /** For stdout as it is: what others have written may name a command too. */
  print(text: string): void;
  /** A sentence of our own within that. @param dataDirectory as it was given */
  spell(sentence: string, dataDirectory: string | undefined): string;
  /** The same for stderr. */
  err(line: string, dataDirectory?: string): void;
  now(): number;
  version: string;
  connect(dataDirectory: string | undefined): Promise<Control>;
  /** @param url of the broker, null when it does not run */
  connector(dataDirectory: string | undefined, url: string | null): Connector;
  /** The person's terminal, for a program that needs it; null where there is none, or this process is a job behind it. */
  terminal(): Promise<RunAtTerminal | null>;
  /** Looks for what is wrong; 0 when nothing is. */
  doctor(dataDirectory: string | undefined, options: DoctorOptions): Promise<0 | 1>;
  progress: Moves['progress'];
  passphrase: Moves['passphrase'];
  /** Opens a link without showing it to anyone else on this computer. @returns the file that leads there, and whether it was opened */
  openInBrowser(dataDirectory: string | undefined, url: string): Promise<{ readonly file: string; readonly opened: boolean }>;
  /** Starts a broker in this process with these words; resolves with its exit code. */
  serve(words: readonly string[]): Promise<number>;
  /** Speaks MCP over stdin and stdout until the program that started it is gone. */
  bridge(words: readonly string[]): Promise<number>;
};
