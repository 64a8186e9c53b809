import { BrowserWindow, session } from 'electron';
import { secureWebPreferences } from './secure-web-preferences.ts';

/**
 * Runs something with a small window of ours in front. Without a shown parent a message box would block the whole process on
 * macOS, and the broker with it.
 */
export async function withParent<Result>(run: (parent: BrowserWindow) => Promise<Result>): Promise<Result> {
  const parent = new BrowserWindow({
    width: 460,
    height: 120,
    resizable: false,
    alwaysOnTop: true,
    title: 'Gatehouse',
    webPreferences: secureWebPreferences(session.defaultSession),
  });
  try {
    return await run(parent);
  } finally {
    parent.destroy();
  }
}
