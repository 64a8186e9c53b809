/** What looking for duplicates, stale memories and twin tags needs of the store. One compartment alone: nothing that a window shows. */
import type { NewAction } from './memory-keeping.ts';
import type { ListPlace, Memory, Provenance } from './memory-store.ts';

/** `usedAt`: when it was last recalled; null: never, as far as is known. */
export type Reflected = {
  readonly memory: Memory;
  readonly usedAt: number | null;
};

export type Retag = { readonly from: readonly string[]; readonly to: string; readonly by: Provenance; readonly action: NewAction };

export type Reflecting = {
  /** Last stored first. @param page `after`: the memory that the page before ended with */
  newest(compartment: string, page: { readonly limit: number; readonly after?: ListPlace | undefined; readonly now: number }): Promise<readonly Reflected[]>;
  find(compartment: string, id: string, now: number): Promise<Reflected | null>;
  /** Most used first. */
  tags(compartment: string, limit: number): Promise<readonly { readonly tag: string; readonly count: number }[]>;
  /** One batch: memories with these tags get the other one instead, each as a new version and all as one action. @returns how many; 0 when there are none left */
  retag(compartment: string, retag: Retag): Promise<number>;
};
