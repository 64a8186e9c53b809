/** What is done again and again by itself: each alone, so that one which fails keeps none of the others from their turn, nor itself from its next. */
export type Chore = {
  /** For the technical log. */
  readonly name: string;
  /** Milliseconds from one turn's end to the next one's beginning, and before the first. */
  readonly every: number;
  /** @returns whether there is more to do, which then waits for `more` milliseconds only */
  readonly run: () => unknown;
  /** Milliseconds; `every` when there is none. */
  readonly more?: number;
};

/** @param onFault what went wrong, and in which of them. @returns a function that ends them; what has its turn is not cut off */
export function startChores(chores: readonly Chore[], onFault: (error: unknown, name: string) => void): () => void {
  const ends = chores.map((chore) => start(chore, onFault));
  return () => {
    for (const end of ends) end();
  };
}

function start({ name, every, run, more = every }: Chore, onFault: (error: unknown, name: string) => void): () => void {
  let ended = false;
  /** What went wrong the last time. */
  let told: string | null = null;
  let timer: ReturnType<typeof setTimeout>;
  wait(every);
  return () => {
    ended = true;
    clearTimeout(timer);
  };

  function wait(milliseconds: number): void {
    timer = setTimeout(() => void turn(), milliseconds);
    timer.unref();
  }

  async function turn(): Promise<void> {
    let next = every;
    try {
      if ((await run()) === true) next = more;
      told = null;
    } catch (error) {
      // What stays wrong is told once: a full disk would else be a line each second.
      if (told !== String(error)) onFault(error, name);
      told = String(error);
    }
    if (!ended) wait(next);
  }
}
