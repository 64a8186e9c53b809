/**
 * A flood of questions must not become a flood of searches: whoever asks while one look is under way shares the next,
 * which begins after the question and so sees what the question is about.
 */
export function shareLooks<Seen>(look: () => Promise<Seen>): () => Promise<Seen> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Seen> | null = null;

  function begin(): Promise<Seen> {
    next = null;
    const seen = look();
    running = seen.catch(() => undefined);
    return seen;
  }

  return () => {
    next ??= running.then(begin);
    return next;
  };
}
