/** Stands in for the popup's preload where the page was opened in a browser. */
import type { ConsentApi, Hold, PopupState, PopupTime } from '../../src/shared/ipc.ts';
import { windowEnded } from '../../src/shared/window-wire.ts';
import { openWindow } from './open-window.ts';
import { later, post } from './post.ts';

/** Milliseconds of the last line, before the tab closes where the browser lets it. */
const LAST_LINE = 3_000;
const PATIENCE = 1_000;

const isVisible = () => document.visibilityState === 'visible';
const guards: ((hold: Hold) => void)[] = [];
let last = 0;

/** A number above all others: nothing comes after the end. */
const ended = (): PopupState => ({ kind: 'ended', drawing: Number.MAX_SAFE_INTEGER, line: windowEnded(openWindow()) });

async function state(): Promise<PopupState> {
  const reply = await post('/state', { isSeen: isVisible() });
  return drawn(reply.status === 'answered' ? (reply.value as PopupState) : ended());
}

function drawn(next: PopupState): PopupState {
  last = next.drawing;
  if (next.kind === 'ended') void later(LAST_LINE).then(() => window.close());
  return next;
}

async function follow(listener: (state: PopupState) => void): Promise<void> {
  for (;;) {
    const before = last;
    const reply = await post('/next', { drawing: before });
    if (reply.status === 'ended') return listener(drawn(ended()));
    if (reply.status === 'unreachable') {
      await later(PATIENCE);
      continue;
    }
    const next = reply.value as PopupState;
    if (next.drawing !== before) listener(drawn(next));
    if (next.kind === 'ended') return;
  }
}

/** The broker's guard begins anew first, the page's a little later: what the page takes for over is over there. */
async function seen(isSeen: boolean): Promise<void> {
  await post('/seen', { isSeen });
  for (const guard of guards) guard(null);
}

const disturbed = () => void seen(isVisible());
window.addEventListener('focus', disturbed);
window.addEventListener('resize', disturbed);

const api: ConsentApi = {
  state,
  async answer(drawing, decision) {
    const reply = await post('/answer', { drawing, decision });
    const taken = reply.status === 'answered' && reply.value === true;
    // What was told while the page was loaded anew may have come late.
    if (!taken) disturbed();
    return taken;
  },
  async extend(drawing) {
    const reply = await post('/extend', { drawing });
    return reply.status === 'answered' ? (reply.value as PopupTime | null) : null;
  },
  // The person chose how high a tab is.
  fit: async () => undefined,
  seen,
  onChanged: (listener) => void follow(listener),
  onGuard: (listener) => void guards.push(listener),
};
Object.defineProperty(window, 'gatehouse', { value: Object.freeze(api) });
