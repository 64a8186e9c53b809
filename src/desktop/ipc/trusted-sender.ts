import type { IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';

/** One window's way in: the origin of its page, and the contents that are its own. */
export type Door = { readonly origin: string; readonly owns: (contents: WebContents) => boolean };

/**
 * Electron security checklist 17: only the top frame of the window that the channel belongs to, on the page that it was
 * given. A frame that is gone, an embedded one, and every other window of ours are strangers.
 */
export function isTrusted({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, { origin, owns }: Door): boolean {
  if (senderFrame === null || senderFrame.detached || sender.isDestroyed()) return false;
  if (senderFrame.parent !== null || senderFrame !== sender.mainFrame) return false;
  return isOf(senderFrame, origin) && owns(sender);
}

function isOf({ origin, url }: Pick<WebFrameMain, 'origin' | 'url'>, wanted: string): boolean {
  return origin === wanted && url.startsWith(`${wanted}/`);
}
