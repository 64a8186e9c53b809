import type { Say } from './notices.ts';
import type { Settings } from './settings.ts';

/** Said once, ever: who closes the window for the first time may think that the app has ended. */
export function sayItStays(settings: Settings, say: Say, onClick: () => void): void {
  if (settings.toldAboutTray()) return;
  settings.set('toldAboutTray', true);
  say('Gatehouse goes on in the tray. Quit it from there.', onClick);
}
