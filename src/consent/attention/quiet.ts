/** No pop-ups for a while: the person's own wish is durable, the one that a flood brought about is not. */
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';

/** "Until I turn it off". */
export const ENDLESS = Number.MAX_SAFE_INTEGER;

const FACT = 'quiet-until';

type Deps = {
  readonly facts: AuthStore['facts'];
  readonly clock: Clock;
  /** When the quiet hours end that it is now, milliseconds since the epoch; null outside of them. */
  readonly hours: () => number | null;
};

export async function loadQuiet({ facts, clock, hours }: Deps) {
  let until = Number((await facts.get(FACT)) ?? 0);
  let flooded = false;
  /** The end of the quiet hours that the person has ended early. */
  let passedOver = 0;

  function hoursEnd(): number | null {
    const end = hours();
    return end === null || end <= passedOver ? null : end;
  }
  const wishEnd = (): number | null => (until > clock.now() ? until : null);

  return {
    /** Milliseconds since the epoch; null when prompts may pop up. */
    until(): number | null {
      const [wish, night] = [wishEnd(), hoursEnd()];
      return wish === null || night === null ? (wish ?? night) : Math.max(wish, night);
    },
    because(): 'flood' | 'quiet' | null {
      if (hoursEnd() !== null) return 'quiet';
      return wishEnd() === null ? null : flooded ? 'flood' : 'quiet';
    },
    /** @param next null ends it */
    async set(next: number | null): Promise<void> {
      flooded = false;
      until = next ?? 0;
      if (next === null) passedOver = hours() ?? 0;
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
