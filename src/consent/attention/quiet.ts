/** No pop-ups for a while: the person's own wish is durable, the one that a flood brought about is not. */
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';

/** "Until I turn it off". */
export const ENDLESS = Number.MAX_SAFE_INTEGER;

const FACT = 'quiet-until';

export async function loadQuiet({ facts, clock }: { readonly facts: AuthStore['facts']; readonly clock: Clock }) {
  let until = Number((await facts.get(FACT)) ?? 0);
  let flooded = false;
  return {
    /** Milliseconds since the epoch; null when prompts may pop up. */
    until: (): number | null => (until > clock.now() ? until : null),
    because: (): 'flood' | 'quiet' | null => (until <= clock.now() ? null : flooded ? 'flood' : 'quiet'),
    /** @param next null ends it */
    async set(next: number | null): Promise<void> {
      flooded = false;
      until = next ?? 0;
      await facts.set(FACT, next === null ? null : String(next));
    },
    /** Because too many asked; never shortens what the person wanted. */
    flood(next: number): void {
      if (next <= until) return;
      until = next;
      flooded = true;
    },
  };
}
