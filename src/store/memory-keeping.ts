/**
 * What becomes of memories after they were written: the bin, the versions, and the actions that are undone as one. The
 * person's and the upkeep's side of the store, in every compartment; nothing that a client calls leads here, but for
 * `Action`, which its forgetting leaves behind. Times are milliseconds since the epoch.
 */
import type { Memory, Provenance } from './memory-store.ts';

/** Something that was done to memories and can be undone as one. */
export type Action = {
  /** `act_…` */
  readonly id: string;
  readonly kind: 'forget' | 'forget-client' | 'undo-grant' | 'import' | 'retag';
  readonly at: number;
  /** Who did it. */
  readonly by: Provenance;
  /** The client or grant whose writing was taken back, or the file that was imported; null otherwise. */
  readonly about: string | null;
  /** How many it put into the bin. */
  readonly forgotten: number;
  /** How many it wrote, or set back to an earlier version. */
  readonly written: number;
  /** How many it had wait for the person. */
  readonly held: number;
  readonly undoneAt: number | null;
};
export type NewAction = Pick<Action, 'id' | 'kind' | 'at' | 'by' | 'about'>;
export type ActionCounts = Pick<Action, 'forgotten' | 'written' | 'held'>;

export type KeptMemory = Memory & {
  readonly compartment: string;
  readonly forgottenAt: number | null;
  /** The action that forgot it; null when it has run out, and while it is not forgotten. */
  readonly forgottenBy: string | null;
};

export type Version = Pick<Memory, 'version' | 'content' | 'tags' | 'kind' | 'metadata' | 'expiresAt' | 'updatedAt' | 'provenance'> & {
  /** The action that made it; null for a single change. */
  readonly writtenBy: string | null;
};

/** Whose writing: of any of these clients, or under one grant. */
export type Author = { readonly clientIds: readonly string[] } | { readonly grantId: string };

/** `before`: where the page before ended, as its `next` said. */
export type KeepingPage = { readonly limit: number; readonly before?: string | undefined };
/** `text`: only those that hold it, of as many as the limit says; so there may be fewer, or none, before the last page. */
export type BinPage = KeepingPage & { readonly text?: string | undefined };
export type Listed<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** What an action changed; `left`: what could not be brought back, because its content is remembered again elsewhere. */
export type Undone = {
  readonly restored: number;
  readonly written: number;
  readonly forgotten: number;
  readonly left: number;
  /** How many that waited for the person are gone, for good. */
  readonly held: number;
  /** In which compartments. */
  readonly compartments: readonly string[];
};

/** What the person wants to see; what is left out lets everything pass. */
export type KeepingFilter = {
  readonly compartment?: string | undefined;
  readonly clientIds?: readonly string[] | undefined;
  readonly source?: Provenance['source'] | undefined;
  readonly kind?: string | undefined;
  readonly tag?: string | undefined;
  /** Stored at this time or later. */
  readonly after?: number | undefined;
  /** Stored earlier. */
  readonly before?: number | undefined;
};

/** Who was last given a memory as an answer, and when. */
export type LastRead = { readonly id: string; readonly at: number; readonly clientId: string; readonly clientName: string | null };

/** What there is to filter by, most used first; the authors by name, without their count. */
export type Facets = {
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly clients: readonly { readonly id: string; readonly name: string | null }[];
};

/** What one batch of upkeep did. */
export type Swept = {
  /** Memories that ran out, and are in the bin now. */
  readonly ranOut: readonly { readonly compartment: string; readonly id: string }[];
  /** Whether there is more to do. */
  readonly more: boolean;
};

export type MemoryKeeping = {
  /** Live ones, last stored first. */
  list(filter: KeepingFilter, page: KeepingPage, now: number): Promise<Listed<KeptMemory>>;
  /** Of those of the ids that were ever read. */
  lastReads(ids: readonly string[]): Promise<LastRead[]>;
  /** Of live memories; of one that is stored or changed while they are counted, as it was or as it is. @param limit of each list */
  facets(compartment: string | undefined, limit: number): Promise<Facets>;
  /** Last forgotten first. */
  bin(page: BinPage): Promise<Listed<KeptMemory>>;
  /** Live or in the bin. */
  find(id: string): Promise<KeptMemory | null>;
  /** Newest first, the current one included; empty when there is no such memory. */
  history(id: string): Promise<Version[]>;
  /** Newest first. */
  actions(page: KeepingPage): Promise<Listed<Action>>;
  /** Into the bin, in whichever compartment they are. @returns ids that were there */
  forget(ids: readonly string[], action: NewAction): Promise<string[]>;
  /**
   * Live or in the bin, with every version.
   * @returns ids that went; what `to` has word for word stays where it is
   */
  move(ids: readonly string[], from: string, to: string, now: number): Promise<string[]>;
  /** Out of the bin. @returns ids that are back; those whose content is remembered again elsewhere stay */
  restore(ids: readonly string[], now: number): Promise<string[]>;
  /** Out of the bin and gone, with every version. @returns ids that were in the bin */
  delete(ids: readonly string[]): Promise<string[]>;
  /**
   * Every memory whose current version is this author's is set back to the latest version of somebody else, or forgotten
   * where there is none. Under a grant, what it forgot comes back as well.
   */
  takeBack(author: Author, action: NewAction): Promise<Omit<Undone, 'left' | 'held'>>;
  /** @returns null when there is no such action, or it was undone before */
  undo(actionId: string, now: number): Promise<Undone | null>;
  /**
   * One small batch: what has run out goes into the bin, what has been there for long enough goes for good, and so do the
   * actions that nothing is left of.
   * @param before forgotten earlier than that is over
   */
  sweep(now: number, before: number): Promise<Swept>;
};
