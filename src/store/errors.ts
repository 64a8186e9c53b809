/** What can go wrong with kept data; `message` is one line for a person. */

/** The disk is full, read-only or broken, or the writer is gone: a fault of ours, never a reason to log in again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** What is done in several steps was undone between two of them: what came after would belong to nothing that can be undone. */
export class ActionUndone extends Error {
  override readonly name = 'ActionUndone';
  constructor() {
    super('This was undone while it went on, so it has stopped, and nothing of it stays. Begin again if it was meant to stay.');
  }
}

/** The compartment was removed while something was on its way into it. */
export class CompartmentGone extends Error {
  override readonly name = 'CompartmentGone';
  constructor() {
    super('This compartment was removed meanwhile, and nothing was stored.');
  }
}

/** A newer Gatehouse wrote the file; nothing may be written and nothing is served. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

/** The file is not ours, is damaged, or others may read it. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}
