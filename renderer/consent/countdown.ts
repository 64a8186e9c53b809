/** The time that is left: always as text, aloud only at three moments, and more of it once (WCAG 2.2.1). */
import type { PopupTime } from '../../src/shared/ipc.ts';
import { element } from './element.ts';
import { spokenTime, timeLeft, WORDS } from './words.ts';

const ALOUD = [60, 30, 10];
/** Seconds before the end at which more time is offered. */
const OFFER = 30;

type Deps = {
  readonly time: PopupTime;
  /** @returns the new end, or null */
  readonly extend: () => Promise<PopupTime | null>;
  /** The offer came or went: the height is another. */
  readonly onChange: () => void;
};

export type Countdown = { readonly text: HTMLElement; readonly offer: HTMLButtonElement; readonly aloud: HTMLElement; stop(): void };

export function createCountdown({ time, extend, onChange }: Deps): Countdown {
  let { expiresAt, mayExtend } = time;
  const text = element('span', { class: 'time' });
  const aloud = element('p', { class: 'spoken', 'aria-live': 'polite' });
  const offer = element('button', { type: 'button', class: 'link', hidden: true }, WORDS.more);

  function tick(): void {
    const seconds = Math.ceil((expiresAt - Date.now()) / 1000);
    text.textContent = timeLeft(expiresAt - Date.now());
    if (ALOUD.includes(seconds)) aloud.textContent = spokenTime(seconds);
    const hidden = !mayExtend || seconds > OFFER || seconds <= 0;
    if (hidden === offer.hidden) return;
    offer.hidden = hidden;
    onChange();
  }

  offer.addEventListener('click', async (event) => {
    if (!event.isTrusted) return;
    const next = await extend();
    mayExtend = next?.mayExtend ?? false;
    expiresAt = next?.expiresAt ?? expiresAt;
    tick();
  });
  const timer = setInterval(tick, 1000);
  tick();
  return { text, offer, aloud, stop: () => clearInterval(timer) };
}
