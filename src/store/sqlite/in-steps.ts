/** Long reads of a thread that answers others: a step at a time, and what was asked meanwhile is answered before the next. */
import { failureOf, type Outcome } from './serve-writer.ts';

/** A read that can be long: it yields after every step. Each step sees what is stored by then, because a search must not see the past. */
export type InSteps<Result> = Generator<void, Result>;

type LongRead = { readonly id: number; readonly steps: InSteps<unknown> };

/** @param say takes each outcome, in the order in which the reads were added */
export function createLongReads(say: (outcome: Outcome) => void) {
  const waiting: LongRead[] = [];
  let isGoing = false;

  function step(): void {
    const first = waiting[0];
    if (first === undefined) return;
    try {
      const { done, value } = first.steps.next();
      if (done !== true) return;
      say({ id: first.id, result: value });
    } catch (error) {
      say({ id: first.id, failure: failureOf(error) });
    }
    waiting.shift();
  }

  function goOn(): void {
    step();
    isGoing = waiting.length > 0;
    if (isGoing) setImmediate(goOn);
  }

  return {
    add(read: LongRead): void {
      waiting.push(read);
      if (!isGoing) setImmediate(goOn);
      isGoing = true;
    },
    isGoing: (): boolean => isGoing,
    /** Taken after each message too: the loop takes in up to a thousand of them before it turns, and a long read of a busy thread would hardly end. */
    step,
    /** All that is left, without giving way. */
    finish(): void {
      while (waiting.length > 0) step();
    },
  };
}

/** Whether an operation has answered with steps instead of a result. */
export function isInSteps(result: unknown): result is InSteps<unknown> {
  return result instanceof Iterator;
}
