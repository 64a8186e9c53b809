import type { Say } from './notices.ts';
import type { Remembered } from './settings.ts';

/** Said once, ever: who closes the window for the first time may think that the app has ended. */
export function sayItStays(remembered: Remembered, say: Say, onClick: () => void): void {
  if (remembered.toldAboutTray()) return;
  remembered.rememberToldAboutTray();
  say('Gatehouse goes on in the tray. Quit it from there.', onClick);
}
