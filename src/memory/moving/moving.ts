/** All that is remembered, out and in, put together. The person's alone. */
import type { Clock, Random } from '../../shared/edge.ts';
import type { Held } from '../../store/held-memories.ts';
import type { MemoryStore } from '../../store/memory-store.ts';
import { createForesee } from '../guard/foresee.ts';
import type { Hold } from '../guard/hold.ts';
import { createLookAtAll } from '../guard/rescan.ts';
import { createExports, type Exports } from './exports.ts';
import { createImportMemories, type ImportMemories } from './import-memories.ts';
import { createRestoreMemories, type RestoreMemories } from './restore-memories.ts';

export type Moving = { readonly imports: ImportMemories; readonly restore: RestoreMemories; readonly exports: Exports };

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly hold: Hold;
  readonly onHeld: (held: Held) => void;
  readonly onCompartments: () => Promise<void>;
};

export function createMoving({ store, clock, random, hold, onHeld, onCompartments }: Deps): Moving {
  return {
    imports: createImportMemories({ store, clock, random, foresee: createForesee({ store }), hold }),
    restore: createRestoreMemories({ store, clock, onCompartments, lookAtAll: createLookAtAll({ store, clock, random, onHeld }) }),
    exports: createExports({ moving: store.moving, random }),
  };
}
