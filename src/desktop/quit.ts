/** Quitting: asked when somebody would notice, and the broker is closed before the app is gone. */
import type { App } from 'electron';

/** Milliseconds after which an end that does not come is not waited for any more. */
const PATIENCE = 5_000;

export type QuitDeps = {
  readonly mayQuit: () => Promise<boolean>;
  /** Closes what runs; everything that was answered is on the disk already. */
  readonly end: () => Promise<void>;
  readonly log: (line: string) => void;
};

/** @returns quits without asking: the computer shuts down, or a signal came */
export function handleQuit(app: Pick<App, 'on' | 'quit'>, { mayQuit, end, log }: QuitDeps): () => void {
  let ended = false;
  let ending = false;
  let asking = false;

  async function finish(): Promise<void> {
    if (ending) return;
    ending = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([end(), late]).catch((error: unknown) => log(`the end was not clean: ${String(error)}`));
    ended = true;
    app.quit();
  }

  async function ask(): Promise<void> {
    if (asking || ending) return;
    asking = true;
    // What cannot be found out is no reason to stay.
    const may = await mayQuit().catch(() => true);
    asking = false;
    if (may) await finish();
  }

  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void ask();
  });
  return () => void finish();
}
