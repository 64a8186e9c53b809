import { randomFillSync } from 'node:crypto';
import type { Random } from '../shared/edge.ts';

/** Bytes; the system's generator costs the same for a few as for all of these. */
const DRAWN = 4_096;
const pool = Buffer.alloc(DRAWN);
let used = DRAWN;

/** Drawn in advance and given out once: what is given out is erased here, so that no secret can be read from the pool later. */
export const systemRandom: Random = {
  bytes(count) {
    if (count > DRAWN) return randomFillSync(Buffer.alloc(count));
    if (used + count > DRAWN) {
      randomFillSync(pool);
      used = 0;
    }
    // Memory of its own: a short Buffer made of another shares its memory with strangers.
    const bytes = Buffer.alloc(count);
    pool.copy(bytes, 0, used, used + count);
    pool.fill(0, used, used + count);
    used += count;
    return bytes;
  },
};
