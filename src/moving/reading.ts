/** What comes out of a file of another program: memories, and what could not be read as one. */
import type { FormatName } from './format-names.ts';

/** A file that can be read more than once, from its start each time. */
export type SourceFile = {
  /** Relative to what the person named, with `/`. */
  readonly path: string;
  /** Milliseconds since the epoch; what stands in for a date that the file does not give. */
  readonly modifiedAt: number;
  readonly size: number;
  bytes(): AsyncIterable<Uint8Array>;
};

/** One memory as another program kept it. Times are milliseconds since the epoch. */
export type Item = {
  readonly content: string;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Where it stands, for a person: "notes/tea.md, line 3". Never any of its text. */
  readonly place: string;
};

/** A part of a file that is not what the format says; the rest can still be read. */
export type Problem = { readonly place: string; readonly what: string };

export type Reading = { readonly item: Item } | { readonly problem: Problem };

export type ReadOptions = {
  /** Also what a person may want to keep but that is no memory yet: their own messages, documents of projects. */
  readonly everything: boolean;
};

export type Format = {
  readonly name: FormatName;
  /** The program it comes from, as its memories will name it. */
  readonly program: string;
  /** The names of its files, by which they are known in a folder. */
  readonly isOwn: RegExp;
  /** @throws DamagedFile when a file ends too early or is not of this format at all */
  read(files: readonly SourceFile[], options: ReadOptions): AsyncIterable<Reading>;
};

/** The file as a whole cannot be trusted: nothing of it is imported. `message` is one line for the person. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}
