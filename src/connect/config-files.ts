/** The ports to what `connect` touches. `src/edge` stands behind them. */
import type { Entry } from './edit/change-entry.ts';

export type ConfigFile = {
  /** Where it really is, behind links. */
  readonly path: string;
  readonly text: string;
};

export type ConfigFiles = {
  /** @returns null when there is none @throws ConfigUnreadable when it is no text that can be changed */
  read(path: string): Promise<ConfigFile | null>;
  /**
   * Puts the new text in the place of the old in one step, with the mode and the owner that were.
   * @param before what was read; when something else is there by now nothing is written
   * @throws ConfigUnreadable
   */
  write(path: string, text: string, before: ConfigFile | null): Promise<void>;
  /** Takes away a file that was made here. @param before as in `write` @throws ConfigUnreadable */
  remove(path: string, before: ConfigFile): Promise<void>;
  exists(path: string): boolean;
};

/** What `connect` did, so that it can be undone, and missed when it is gone. */
export type ConnectRecord = {
  readonly client: string;
  readonly path: string;
  readonly entry: Entry;
  /** The whole text before and the SHA-256 of the text after. `before` is null when there was no file. */
  readonly before: string | null;
  readonly after: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

export type ConnectRecords = {
  find(client: string): ConnectRecord | null;
  keep(record: ConnectRecord): void;
  drop(client: string): void;
};

/** Runs a program's own command without a shell. @returns its exit code and what it said; null when there is no such program */
export type RunOwnCommand = (program: string, words: readonly string[]) => Promise<{ readonly code: number; readonly said: string } | null>;
