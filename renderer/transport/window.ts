/** Stands in for the window's preload where the page was opened in a browser: the same three functions, over HTTP. */
import type { WindowAnswer, WindowApi } from '../../src/shared/ipc.ts';
import { type Changes, type Review, windowEnded } from '../../src/shared/window-wire.ts';
import { openWindow } from './open-window.ts';
import { later, post } from './post.ts';

const NOT_RUNNING = `Gatehouse does not answer. It may have ended; open its window again with: ${openWindow()}`;
/** Milliseconds. A busy client changes something with every call. */
const TOGETHER = 100;
/** Milliseconds after which a broker that does not answer is asked again. */
const PATIENCE = 3_000;
/** As the desktop's popup. */
const POPUP = 'popup,width=460,height=640';

async function ask(method: string, parameters: unknown = {}): Promise<WindowAnswer> {
  const reply = await post('/ask', { method, parameters });
  if (reply.status === 'answered') return reply.value as WindowAnswer;
  return { refused: reply.status === 'ended' ? windowEnded(openWindow()) : NOT_RUNNING };
}

async function review(id: string): Promise<boolean> {
  const reply = await post('/review', { id });
  const url = reply.status === 'answered' ? (reply.value as Review).url : null;
  if (url === null) return false;
  // Of another origin, and with `Cross-Origin-Opener-Policy` on both sides: neither page can touch the other.
  // A browser that opens no windows shows the question here; its way back leads to the window.
  if (window.open(url, '', POPUP) === null) location.assign(url);
  return true;
}

/** Waits for one change after the other, until the session has ended. */
async function follow(listener: () => void): Promise<void> {
  for (let seen = -1, running = true; running; ) {
    const reply = await post('/changes', { seen });
    if (reply.status === 'answered') {
      const { count } = reply.value as Changes;
      if (count !== seen) listener();
      seen = count;
      await later(TOGETHER);
      continue;
    }
    // What the page shows is not true any more; when it asks, it is told why.
    if (seen !== -1) listener();
    seen = -1;
    running = reply.status !== 'ended';
    await later(PATIENCE);
  }
}

const api: WindowApi = { ask, review, onChanged: (listener) => void follow(listener) };
Object.defineProperty(window, 'gatehouse', { value: Object.freeze(api) });
