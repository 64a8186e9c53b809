/** What was done so far, to be undone from the last to the first: when a later step throws, or when the broker ends. */
export type Undo = (() => unknown)[];

/**
 * Each is undone once, however often this is called, and one that cannot be undone keeps none of the others from it.
 * @throws AggregateError of what could not be undone, and why
 */
export async function undoAll(steps: Undo): Promise<void> {
  const problems: unknown[] = [];
  for (const step of steps.splice(0).reverse()) {
    try {
      await step();
    } catch (problem) {
      problems.push(problem);
    }
  }
  if (problems.length > 0)
    throw new AggregateError(problems, problems.map((problem) => (problem instanceof Error ? problem.message : String(problem))).join('; '));
}
