/**
 * Everything that is remembered, out of a store and into another one: the person's, in every compartment. What is derived
 * (indexes, digests, places in the file) stays behind and is made again.
 */
import type { Compartment } from './compartment-store.ts';
import type { Action, KeptMemory, Version } from './memory-keeping.ts';
import type { CompartmentSettings } from './memory-store.ts';

export type MovedCompartment = Compartment & { readonly settings: CompartmentSettings | null };
export type MovedMemory = KeptMemory & { readonly writtenBy: string | null };
/** An earlier version; the current one is the memory itself. */
export type MovedVersion = Version & { readonly memory: string; readonly forgottenAt: number | null };
/** Rows as their own tables keep them: what waits for the person, and what the person let pass. */
export type MovedRow = Readonly<Record<string, string | number | null>>;

/** One of these; records come in this order of kinds. A store may keep more members than are named here, and moves them too. */
export type MovedRecord =
  | { readonly compartment: MovedCompartment }
  | { readonly action: Action }
  | { readonly memory: MovedMemory }
  | { readonly version: MovedVersion }
  | { readonly held: MovedRow }
  | { readonly released: MovedRow };

export type Restored = {
  /** Came in, those in the bin too. */
  readonly memories: number;
  /** Were there already under the same id. */
  readonly existing: number;
  /** Of those, in the bin here and not in the file. */
  readonly binned: number;
  /** Their exact content is remembered here under another id. */
  readonly duplicate: number;
  /** Name a compartment that is not there. */
  readonly astray: number;
  readonly versions: number;
  readonly held: number;
  readonly compartments: number;
};

/** One moment of the store, whatever happens to it meanwhile. */
export type Snapshot = {
  /** How many memories it will give, those in the bin too. */
  readonly memories: number;
  /** The next records as lines of JSON; null after the last. */
  next(): Promise<readonly string[] | null>;
  close(): Promise<void>;
};

/** `there`: remembered for good. `ending`: until a day, and storing it for good keeps it. `binned`: forgotten, and storing it brings it back. */
export type Whereabouts = 'there' | 'ending' | 'binned' | null;

export type MemoryMoving = {
  /** @param compartment id of the only one; null for all */
  snapshot(compartment: string | null): Promise<Snapshot>;
  /** One batch, as a whole or not at all. It only adds: what is there stays as it is. */
  restore(records: readonly MovedRecord[], now: number): Promise<Restored>;
  /** Where each of these contents is, in the order given; null where it is new. */
  known(compartment: string, contents: readonly string[], now: number): Promise<readonly Whereabouts[]>;
};
