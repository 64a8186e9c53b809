/** All that can be suggested about one memory, or about the tags. The same rules make a list and check what is applied from it. */
import type { Clock } from '../../shared/edge.ts';
import type { Memory, MemoryStore } from '../../store/memory-store.ts';
import type { Reflected } from '../../store/reflecting.ts';
import { overlap, SIMILAR } from '../similar.ts';
import { textQuery } from '../text-query.ts';
import { contradictions } from './contradictions.ts';
import { nearTwins } from './near-twins.ts';
import type { Proposal } from './proposal.ts';
import { stale } from './stale.ts';
import { type Statement, statementOf } from './statement.ts';
import { twinTags } from './twin-tags.ts';

export type Proposals = {
  about(compartment: string, reflected: Reflected): Promise<readonly Proposal[]>;
  aboutTags(compartment: string): Promise<readonly Proposal[]>;
};

const NEAR = 20;
const SHARING = 10;
/** Longer texts are documents: they are compared with their beginning. */
const COMPARED = 4_000;
const TAGS = 1_000;

export function createProposals({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): Proposals {
  async function nearTo(compartment: string, { id, content }: Memory): Promise<Memory[]> {
    const candidates = await store.near(compartment, content, { limit: NEAR, now: clock.now() });
    return candidates.filter((other) => other.id !== id && overlap(content.slice(0, COMPARED), other.content.slice(0, COMPARED)) >= SIMILAR);
  }

  /** What else is stated with the words of its subject, in this compartment alone. */
  async function statedBeside({ about }: Statement, compartment: string, except: readonly Memory[]) {
    const now = clock.now();
    const { words, grams } = await store.search(compartment, { ...textQuery(about.join(' ')), parts: [] }, {}, { limit: SHARING, now });
    const ids = new Set([...words, ...grams].map(({ id }) => id).filter((id) => !except.some((memory) => memory.id === id)));
    const found = await Promise.all([...ids].map((id) => store.reflecting.find(compartment, id, now)));
    return found.flatMap((reflected) => {
      const statement = reflected === null ? null : statementOf(reflected.memory.content);
      return reflected === null || statement === null ? [] : [{ memory: reflected.memory, statement }];
    });
  }

  return {
    async about(compartment, reflected) {
      const { memory } = reflected;
      const near = await nearTo(compartment, memory);
      const statement = statementOf(memory.content);
      const others = statement === null ? [] : await statedBeside(statement, compartment, [memory, ...near]);
      return [...nearTwins(memory, near), ...(statement === null ? [] : contradictions({ memory, statement }, others)), ...stale(reflected, clock.now())];
    },
    aboutTags: async (compartment) => twinTags(await store.reflecting.tags(compartment, TAGS)),
  };
}
