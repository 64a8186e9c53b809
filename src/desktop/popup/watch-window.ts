/** A window from loading to closing: shown when it is drawn, given up when it is not, and every disturbance told. */
import type { BrowserWindow } from 'electron';

type Watch = {
  readonly url: string;
  /** Milliseconds until it must be ready. */
  readonly patience: number;
  /** Something moved under the hand: an answer of this moment was not meant for what is there now. */
  readonly onDisturbed: () => void;
  readonly onFailed: (reason: string) => void;
  /** The person closed it. */
  readonly onClosed: () => void;
};

const DISTURBANCES = ['show', 'focus', 'move', 'resize', 'restore'] as const;

export function watchWindow(window: BrowserWindow, { url, patience, onDisturbed, onFailed, onClosed }: Watch): void {
  let failed = false;
  const fail = (reason: string) => {
    if (failed || window.isDestroyed()) return;
    failed = true;
    clearTimeout(late);
    onFailed(reason);
  };
  const late = setTimeout(() => fail('it was not drawn in time'), patience);
  window.once('ready-to-show', () => {
    clearTimeout(late);
    window.show();
  });
  // The types name one event each; the listener is the same for all.
  for (const event of DISTURBANCES) window.on(event as 'show', onDisturbed);
  window.once('close', () => onClosed());
  window.once('closed', () => clearTimeout(late));
  window.webContents.once('render-process-gone', (_event, { reason }) => fail(`its page is gone (${reason})`));
  window.loadURL(url).catch((error: unknown) => fail(String(error)));
}
