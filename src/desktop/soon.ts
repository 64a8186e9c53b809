/**
 * Many wishes in a moment are one run, and no two runs are at work at once.
 * @param run what is wished for
 * @param delay milliseconds between the first wish and the run
 * @param onFault told of a run that failed; the next wish runs it again
 */
export function createSoon(run: () => Promise<void>, delay: number, onFault: (error: unknown) => void): () => void {
  let waiting = false;
  let running = false;
  let again = false;

  function wish(): void {
    if (running) again = true;
    if (waiting || running) return;
    waiting = true;
    setTimeout(() => void go(), delay);
  }

  async function go(): Promise<void> {
    waiting = false;
    running = true;
    await run().catch(onFault);
    running = false;
    if (!again) return;
    again = false;
    wish();
  }

  return wish;
}
