/**
 * What is remembered, as a port. Every method takes the compartment that the caller's grant names: there is no call that
 * could reach across (ruling 23). `find`, `list`, `search` and `tags` also show what the person opened a window into; all the
 * others, and everything that changes, stay in the one compartment. Times are milliseconds since the epoch; promises of writing methods resolve after the
 * commit is durable.
 */

import type { CompartmentStore } from './compartment-store.ts';
import type { HeldMemories } from './held-memories.ts';
import type { MemoryKeeping, NewAction } from './memory-keeping.ts';
import type { MemoryMoving } from './memory-moving.ts';
import type { Reflecting } from './reflecting.ts';
import type { VectorStore } from './vector-store.ts';

/** Who wrote a version, for good. */
export type Provenance = {
  readonly clientId: string | null;
  readonly grantId: string | null;
  readonly clientName: string | null;
  /** The file of the program that registered the client, as the kernel said; null where that is not known. */
  readonly program: string | null;
  readonly source: 'client' | 'person' | 'import';
};

export type Memory = {
  readonly id: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly version: number;
  /** Of the current version. */
  readonly provenance: Provenance;
};

export type MemoryFilter = {
  readonly tags?: readonly string[];
  readonly match?: 'any' | 'all';
  readonly kind?: string;
  /** The id of the client that wrote the current version, or the name it had then. */
  readonly client?: string;
  readonly after?: number;
  readonly before?: number;
};

/** What is to be changed as a whole: those of a filter, or those of these ids that are there. */
export type NamingFilter = MemoryFilter & { readonly ids?: readonly string[] };

/** A text question, taken apart by `memory/` into what each index can answer. Terms are text, folded like what is indexed. */
export type TextQuery = {
  /** Whole words; the store stems them. */
  readonly words: readonly string[];
  /** The second spelling of some of the words: the same word, however many of the two a memory has. */
  readonly spellings?: ReadonlyMap<string, string>;
  /** How else a word may stand in a memory; asked where the words find fewer than wanted. */
  readonly forms?: ReadonlyMap<string, readonly WordForm[]>;
  /** Several of the words as one. */
  readonly joined?: readonly string[];
  /** Those of the words that name one thing among many. */
  readonly names?: readonly string[];
  /** Three or more characters that may stand inside a word. */
  readonly parts: readonly string[];
  /** One and two characters of scripts without spaces. */
  readonly grams: readonly string[];
  /** Must occur exactly. */
  readonly phrase: string | null;
};

/** Words in this order; `goesOn`: the last may be the beginning of one. */
export type WordForm = { readonly text: string; readonly goesOn: boolean };

/** A memory that was found, and what its place depends on. */
export type Hit = {
  readonly id: string;
  /** Of its index; the better the higher, and of one scale in all indexes. */
  readonly score: number;
  readonly createdAt: number;
  /** How often it was recalled. */
  readonly uses: number;
};
/** Best first, per index. */
export type Hits = {
  readonly words: readonly Hit[];
  readonly grams: readonly Hit[];
  readonly parts: readonly Hit[];
  /** Those with a word that is only nearly one of the question; for words that nothing has. */
  readonly spelling: readonly Hit[];
};

/** A place in a list that runs from the newest to the oldest: behind this memory. */
export type ListPlace = { readonly createdAt: number; readonly id: string };

/** `changed`: it was there and would have run out earlier; nothing else of it is another. */
export type Added = { readonly id: string; readonly outcome: 'stored' | 'existing' | 'restored' | 'changed' };

/** `gone`: not there, or changed meanwhile. `duplicate`: another memory has exactly this content. */
export type Updated = 'updated' | 'gone' | { readonly twin: string };

export type MemoryStats = {
  readonly memories: number;
  readonly forgotten: number;
  readonly tags: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly oldestAt: number | null;
  readonly newestAt: number | null;
};

/** `count`: how often it was recalled; 0 where it was only shown. */
export type Use = { readonly id: string; readonly count: number; readonly by: { readonly clientId: string; readonly clientName: string | null } };

export type CompartmentSettings = { readonly suggestDuplicates: boolean; readonly defaultLimit: number };

export type MemoryStore = {
  /**
   * Stores a new memory unless its exact content is there: then the existing id is the answer, and it is kept for as long as
   * either of the two says, with a version by who stores it now. One that was forgotten or has run out is brought back under its id, as a new version by who stores it now.
   */
  add(compartment: string, memory: Memory): Promise<Added>;
  /** Keeps the version that was and makes this one current; see `Updated`. */
  update(compartment: string, memory: Memory): Promise<Updated>;
  /** A batch in one transaction, as part of one action that can be undone as one. In the order given. */
  addAll(compartment: string, memories: readonly Memory[], action: NewAction): Promise<Added[]>;
  /** Into the bin, undone by the action. @returns ids that were there */
  forget(compartment: string, ids: readonly string[], action: NewAction): Promise<string[]>;
  /** Memories that may say almost the same, likeliest first: cheap however much is kept, and may miss some. */
  near(compartment: string, content: string, page: { limit: number; now: number }): Promise<Memory[]>;
  find(compartment: string, id: string, now: number): Promise<Memory | null>;
  /** @returns those of the ids that can be read from here through a window, and so not be changed */
  readOnly(compartment: string, ids: readonly string[], now: number): Promise<string[]>;
  /** Newest first. */
  list(compartment: string, filter: MemoryFilter, page: { limit: number; after?: ListPlace | undefined; now: number }): Promise<Memory[]>;
  /** Ids of what a filter names within this one compartment, newest first: what may be read elsewhere is not in it. */
  matching(compartment: string, filter: NamingFilter, page: { limit: number; now: number }): Promise<string[]>;
  search(compartment: string, text: TextQuery, filter: MemoryFilter, page: { limit: number; now: number }): Promise<Hits>;
  /** Those of them that are there, in the order asked for. */
  read(compartment: string, ids: readonly string[], now: number): Promise<Memory[]>;
  /** Adds to how often memories were recalled, and who was given them last; it may be told late. */
  countUses(compartment: string, uses: readonly Use[], now: number): Promise<void>;
  stats(compartment: string, now: number): Promise<MemoryStats>;
  /** Most used first. */
  tags(compartment: string, limit: number, now: number): Promise<{ tag: string; count: number }[]>;
  settings(compartment: string): Promise<CompartmentSettings>;
  setSettings(compartment: string, settings: CompartmentSettings): Promise<void>;
  /** For the person alone: which compartments there are, and which may look into which. */
  readonly compartments: CompartmentStore;
  /** For the person and for upkeep, never for a client. */
  readonly keeping: MemoryKeeping;
  /** What waits for the person instead of being a memory; never for a client. */
  readonly held: HeldMemories;
  /** For the person alone: all of it out, and in again. */
  readonly moving: MemoryMoving;
  /** For suggestions of what could be tidied up. */
  readonly reflecting: Reflecting;
  /** Every live memory in all compartments, for the person's status line. */
  total(): Promise<number>;
  readonly vectors: VectorStore;
  close(): Promise<void>;
};
