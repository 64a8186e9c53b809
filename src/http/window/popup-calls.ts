/** What the popup's page may call. Its session leads to one request, and to no other. */
import type { PopupScreen } from './popup-screen.ts';
import type { Call } from './surface.ts';
import { wordsOf } from './window-calls.ts';

/** Milliseconds; shorter than what proxies and browsers cut off. */
const LONG_POLL = 25_000;

export const POPUP_CALLS: Readonly<Record<string, Call<PopupScreen>>> = {
  '/state': (screen, body) => screen.state(wordsOf(body).isSeen),
  '/next': (screen, body, signal) => screen.after(wordsOf(body).drawing, LONG_POLL, signal),
  '/answer': (screen, body) => {
    const { drawing, decision } = wordsOf(body);
    return screen.answer(drawing, decision);
  },
  '/extend': (screen, body) => screen.extend(wordsOf(body).drawing),
  '/seen': (screen, body) => screen.disturbed(wordsOf(body).isSeen),
};
