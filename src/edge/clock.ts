import type { Clock } from '../shared/edge.ts';

/** Milliseconds. Less is the ordinary adjustment by a time server. */
const ADJUSTMENT = 60_000;
/** A step back by more than this says that the clock was wrong before, not that it is wrong now. */
const LONGEST_HELD = 24 * 60 * ADJUSTMENT;

/**
 * A clock that is set back would give prompts, codes and tokens a longer life than was granted. The step is not followed:
 * time goes on at its own pace until the wall clock has caught up. A step forward is followed at once; it may be a sleep.
 * @param wall milliseconds since the epoch, which may jump
 * @param steady milliseconds since any moment, which never jump
 */
export function createSteadyClock(wall: () => number, steady: () => number): Clock {
  let [at, since] = [wall(), steady()];
  return {
    now() {
      const [told, elapsed] = [wall(), Math.floor(at + steady() - since)];
      const back = elapsed - told;
      if (back > ADJUSTMENT && back <= LONGEST_HELD) return elapsed;
      [at, since] = [told, steady()];
      return told;
    },
  };
}

/** Milliseconds since the process started; setting the clock of the computer does not touch them. */
export const systemMonotonic = (): number => performance.now();

export const systemClock: Clock = createSteadyClock(() => Date.now(), systemMonotonic);
