import type { Session, WebPreferences } from 'electron';

/** Electron security checklist 2 to 4, 6 and 8 to 11: every window is made with these and nothing beside them. */
export function secureWebPreferences(session: Session, preload?: string): WebPreferences {
  return {
    session,
    ...(preload === undefined ? {} : { preload }),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    enableWebSQL: false,
    // Whoever is talked into pasting something there would answer with it.
    devTools: false,
  };
}
