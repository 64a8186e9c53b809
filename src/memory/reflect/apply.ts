/** One suggestion, done: only while it still holds, and so that it can be undone. */
import type { Clock } from '../../shared/edge.ts';
import type { MemoryStore, Provenance } from '../../store/memory-store.ts';
import type { MakeAction } from '../actions.ts';
import { MemoryRefused } from '../limits.ts';
import type { ChangeMemory } from '../update.ts';
import { type Act, anchorOf, idOf, type Proposal } from './proposal.ts';
import type { Proposals } from './proposals.ts';

/** `action`: undoes it as one; null where the memory's own version before does. */
export type Applied = { readonly applied: string; readonly action: string | null; readonly forgotten: number; readonly changed: number };
/** @throws MemoryRefused when it does not hold any more */
export type ApplySuggestion = (compartment: string, by: Provenance, id: string) => Promise<Applied>;

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly proposals: Proposals;
  readonly makeAction: MakeAction;
  readonly change: ChangeMemory;
};

export function createApplySuggestion({ store, clock, proposals, makeAction, change }: Deps): ApplySuggestion {
  async function find(compartment: string, id: string): Promise<Proposal | undefined> {
    const anchor = anchorOf(id);
    if (anchor === null) return undefined;
    if (anchor === '') return (await proposals.aboutTags(compartment)).find((proposal) => idOf(proposal, '') === id);
    const reflected = await store.reflecting.find(compartment, anchor, clock.now());
    const about = reflected === null ? [] : await proposals.about(compartment, reflected);
    return about.find((proposal) => idOf(proposal, anchor) === id);
  }

  async function perform(compartment: string, by: Provenance, act: Act): Promise<Omit<Applied, 'applied'>> {
    switch (act.kind) {
      case 'forget': {
        const action = makeAction('forget', by);
        const forgotten = await store.forget(compartment, act.ids, action);
        return { action: action.id, forgotten: forgotten.length, changed: 0 };
      }
      case 'keep':
        // Nothing that a client would be shown differs; there is nothing to hold.
        await change<never>(compartment, by, { id: act.id, expires: null }, async () => null);
        return { action: null, forgotten: 0, changed: 1 };
      case 'retag': {
        const action = makeAction('retag', by);
        let changed = 0;
        for (let batch = 1; batch > 0; changed += batch) batch = await store.reflecting.retag(compartment, { from: act.from, to: act.to, by, action });
        return { action: action.id, forgotten: 0, changed };
      }
    }
  }

  return async (compartment, by, id) => {
    const proposal = await find(compartment, id);
    if (proposal === undefined) throw new MemoryRefused(`The suggestion ${id} does not hold any more: something changed. Reflect again.`);
    return { applied: id, ...(await perform(compartment, by, proposal.act)) };
  };
}
