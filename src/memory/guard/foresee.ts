/** What holding a memory would come to, for a dry run: the same rules, answers and limit, and nothing is held. */
import type { HeldReason } from '../../store/held-memories.ts';
import type { Memory, MemoryStore } from '../../store/memory-store.ts';
import { LIMITS, TooMuchHeld } from '../limits.ts';
import { judgeInTurns } from './judge.ts';

/**
 * @param ahead how many would have been held in this compartment before this one
 * @returns null when it would become a memory; `isNew`: exactly this does not wait already
 * @throws TooMuchHeld
 */
export type Foresee = (compartment: string, memory: Memory, ahead: number) => Promise<{ readonly reason: HeldReason; readonly isNew: boolean } | null>;

export function createForesee({ store }: { readonly store: MemoryStore }): Foresee {
  return async (compartment, memory, ahead) => {
    const verdict = await judgeInTurns(memory);
    if (verdict === null) return null;
    const { standing, waiting } = await store.held.look(compartment, memory);
    if (standing === 'released') return null;
    if (standing === null && waiting + ahead >= LIMITS.held) throw new TooMuchHeld();
    return { reason: verdict.reason, isNew: standing === null };
  };
}
