/** What one memory may be; a refusal says the limit. */

export const LIMITS = {
  /** Characters. */
  content: 100_000,
  tags: 32,
  tag: 64,
  kind: 32,
  /** Bytes of JSON. */
  metadata: 8_192,
  query: 2_000,
  /** Results per answer. */
  results: 100,
  /** Tags in one list of them. */
  tagsListed: 1_000,
  /** Results that a question is followed to, over all its pages. */
  ranked: 200,
  /** Characters of content in one answer. */
  answer: 50_000,
  /** What may wait for the person in one compartment. */
  held: 1_000,
  /** More than this many at once needs more than write permission. */
  forget: 20,
  compartments: 50,
  /** Characters. */
  compartmentName: 40,
  /** At once, with whatever permission: one transaction, and one thing to undo. */
  forgetAtOnce: 1_000,
} as const;

export const BAD_CURSOR = 'The cursor is not one that was given out here, or has run out. Ask again without it.';

/** A fault of the caller; `message` tells it and its user what to do. */
export class MemoryRefused extends Error {
  override readonly name = 'MemoryRefused';
  readonly because: RefusedBecause = 'input';
}

/** `missing`: what was named is not there. `conflict`: what is remembered already is in the way. */
export type RefusedBecause = 'input' | 'missing' | 'conflict';

/** What the caller was allowed has ended while it was served. */
export class PermissionEnded extends Error {
  override readonly name = 'PermissionEnded';
}

/** So much waits for the person that no more can. */
export class TooMuchHeld extends MemoryRefused {
  constructor() {
    super('Too much is held for the person already. They have to look at it in Gatehouse first.');
  }
}

/** It can be seen through a window, and windows are for reading. */
export class MemoryReadOnly extends MemoryRefused {
  constructor(id: string) {
    super(`Memory ${id} can only be read from here: it is kept apart from what this program may change. Nothing was changed.`);
  }
}

/** @param id what the caller named */
export class MemoryMissing extends MemoryRefused {
  override readonly because = 'missing';
  constructor(id: string) {
    super(`There is no memory ${id}.`);
  }
}

/** Nothing was changed; another memory, or what somebody else wrote meanwhile, stands against it. */
export class MemoryConflict extends MemoryRefused {
  override readonly because = 'conflict';
}
