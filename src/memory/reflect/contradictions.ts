/** Statements about the same subject that say something else, in other words than a near twin would. */
import type { Memory } from '../../store/memory-store.ts';
import { isNewer } from './near-twins.ts';
import type { Proposal } from './proposal.ts';
import { mayContradict, type Statement } from './statement.ts';

type Stated = { readonly memory: Memory; readonly statement: Statement };

/** @param others what else is stated with these words */
export function contradictions({ memory, statement }: Stated, others: readonly Stated[]): readonly Proposal[] {
  return others
    .filter((other) => isNewer(memory, other.memory) && mayContradict(statement, other.statement))
    .map((other) => ({
      kind: 'contradiction',
      why: `Both say something about ${statement.about.join(' ')}; they may contradict each other.`,
      does: 'Forgets the older one.',
      memories: [memory, other.memory],
      act: { kind: 'forget', ids: [other.memory.id] },
    }));
}
