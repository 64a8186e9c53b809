/**
 * What may not become a memory before the person has looked at it. It lives apart from the memories: in no index, in no
 * version, in no answer to a client, its author included. Times are milliseconds since the epoch.
 */
import type { KeepingPage, Listed, NewAction } from './memory-keeping.ts';
import type { Memory } from './memory-store.ts';

export type HeldReason = 'secret' | 'instruction';

export type Held = {
  /** `held_…` */
  readonly id: string;
  readonly reason: HeldReason;
  /** The name of the rule that holds it. */
  readonly rule: string;
  readonly at: number;
  readonly compartment: string;
  /** `new`: never was one. `change`: would be the next version of one that stays as it is. `past`: was one until the rules changed. */
  readonly origin: 'new' | 'change' | 'past';
  /** As it would be, or was. */
  readonly memory: Memory;
};

/** `held`: under this id now, or before if exactly this waits already. `released`: the person has let exactly this pass. `full`: too much waits. */
export type Holding =
  | { readonly outcome: 'held'; readonly held: Held; readonly isNew: boolean }
  | { readonly outcome: 'released' }
  | { readonly outcome: 'full' };

export type Released = { readonly memoryId: string; readonly outcome: 'stored' | 'restored' | 'changed' | 'existing' };

/** `standing` of a new text: it waits, or the person has let exactly it pass; null is neither. `waiting`: how many wait in its compartment. */
export type HeldLook = { readonly standing: 'waiting' | 'released' | null; readonly waiting: number };

/** A memory that is looked at again, with its place in the file. */
export type PastMemory = { readonly number: number; readonly compartment: string; readonly memory: Memory };

/** How far looking at the past again has come. */
export type Rescan = { readonly rules: number; readonly done: number };

export type HeldMemories = {
  /**
   * @param most how many may wait in one compartment
   * @param action undone, it takes what it had held away again; but not what somebody else has said as well
   */
  hold(held: Held, most: number, action: NewAction | null): Promise<Holding>;
  /** What holding this as a new memory would meet. */
  look(compartment: string, memory: Memory): Promise<HeldLook>;
  /** Last held first. */
  list(page: KeepingPage): Promise<Listed<Held>>;
  find(id: string): Promise<Held | null>;
  counts(): Promise<Readonly<Record<HeldReason, number>>>;
  /** It becomes an ordinary memory, written by the action that had it held, and exactly this is not held again. @returns null when it is not there */
  release(id: string, now: number): Promise<Released | null>;
  /** The person has said yes to exactly this before it was held. */
  allow(compartment: string, memory: Memory): Promise<void>;
  /** For good. @returns whether it was there */
  delete(id: string): Promise<boolean>;
  /** Live memories of every compartment after this place in the file, in its order. */
  past(after: number, limit: number): Promise<readonly PastMemory[]>;
  /** Takes a memory with its versions out of everything, unless it was changed since it was read. @returns whether it did */
  take(held: Held): Promise<boolean>;
  rescan(): Promise<Rescan>;
  setRescan(rescan: Rescan): Promise<void>;
};
