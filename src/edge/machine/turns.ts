import { setImmediate as nextTurn } from 'node:timers/promises';

export type Turns = {
  /** Resolves in a later turn of the event loop when this one has worked for long enough; else gives nothing to wait for. */
  breathe(): Promise<void> | undefined;
};

/**
 * Cuts long synchronous work into pieces. Several works may share one: together they keep to the budget.
 * @param budget milliseconds of work per turn
 */
export function createTurns(budget: number): Turns {
  let started = performance.now();
  return {
    breathe() {
      if (performance.now() - started < budget) return undefined;
      return nextTurn().then(() => {
        started = performance.now();
      });
    },
  };
}
