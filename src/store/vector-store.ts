/**
 * Where memories lie in the space of meanings, as a port. Vectors are derived: they go with the text they were made of, and
 * can be made again. What is filled in the background sees every compartment and tells nobody; `nearest` is for callers.
 */
import type { MemoryFilter } from './memory-store.ts';

/** A memory whose vector is not there. */
export type Unembedded = {
  /** Of the memory: the number of a row that has gone is another's later. */
  readonly id: string;
  readonly version: number;
  /** Its beginning. */
  readonly text: string;
};

export type Near = {
  readonly id: string;
  /** Cosine, at most 1. */
  readonly similarity: number;
};

/** `vector` null: none can be had for this text; it is not asked for again until the text changes. */
export type Embedding = { readonly id: string; readonly version: number; readonly vector: Int8Array | null };

export type VectorStore = {
  /** Before anything else. @returns null, or why distances cannot be computed here, as one plain sentence */
  open(): Promise<string | null>;
  /** From now on vectors are of this model and length. When they were of others, all are dropped and every memory waits again. */
  use(model: string, dimension: number): Promise<void>;
  /** Puts a stretch of old memories on the waiting list. @returns whether there are more */
  queue(): Promise<boolean>;
  /** Newest first. */
  waiting(limit: number): Promise<Unembedded[]>;
  /** How many wait. */
  count(): Promise<number>;
  /** Kept only of memories that are still of that version, and only while vectors are of that model. */
  keep(model: string, embeddings: readonly Embedding[]): Promise<void>;
  /** Most similar first. */
  nearest(compartment: string, vector: Int8Array, filter: MemoryFilter, page: { limit: number; now: number }): Promise<Near[]>;
};
