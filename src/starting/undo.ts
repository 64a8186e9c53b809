/** What was done so far, to be undone from the last to the first: when a later step throws, or when the broker ends. */
export type Undo = (() => unknown)[];

/** Each is undone once, however often this is called. */
export async function undoAll(steps: Undo): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step();
}
