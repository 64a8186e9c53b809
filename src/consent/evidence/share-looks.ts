/** Milliseconds. A person's prompt does not get later by it, and of a flood no more than a hundred looks a second remain. */
const REST = 10;

/**
 * A flood of questions must not become a flood of searches: whoever asks while one look is under way, or has just ended,
 * shares the next, which begins after the question and so sees what the question is about.
 * @param look given everything that was wanted since the look before it began
 */
export function shareLooks<Wanted, Seen>(look: (wanted: readonly Wanted[]) => Promise<Seen>): (wanted: readonly Wanted[]) => Promise<Seen> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Seen> | null = null;
  let waiting: Wanted[] = [];

  function begin(): Promise<Seen> {
    const wanted = waiting;
    next = null;
    waiting = [];
    const seen = look(wanted);
    running = seen.catch(() => undefined).then(rest);
    return seen;
  }

  return (wanted) => {
    waiting.push(...wanted);
    next ??= running.then(begin);
    return next;
  };
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST));
}
