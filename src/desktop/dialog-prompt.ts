/**
 * The consent prompt as a system message box: the fallback of the design, and until the popup exists the only prompt of the
 * desktop host. It can grant reading only, for one hour, and Deny is what Enter and Escape mean.
 */
import { BrowserWindow, dialog } from 'electron';
import type { ConsentPrompt } from '../consent/desk.ts';
import { clientIdHost } from '../shared/destination.ts';
import { quotedName } from '../shared/plain-text.ts';

const DENY = 0;
const ALLOW = 1;

export const dialogPrompt: ConsentPrompt = {
  async show(request, signal) {
    if (request.stage === 'announced' || !request.permissions.some(({ scope }) => scope === 'memory:read')) return null;
    const host = clientIdHost(request.client.id);
    // Without a shown parent the box would block the whole process on macOS, and the broker with it.
    const parent = new BrowserWindow({
      width: 460,
      height: 120,
      resizable: false,
      alwaysOnTop: true,
      title: 'Gatehouse',
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    try {
      const { response } = await dialog.showMessageBox(parent, {
        type: 'question',
        message: `Allow ${quotedName(request.client.name)} to read your memories?`,
        detail: [
          ...(host === null ? [] : [`It names itself by an address at ${host}.`]),
          `The answer goes to ${request.answerGoesTo ?? 'the program itself'}.`,
          ...request.facts,
          ...request.changes,
          ...request.warnings,
          `For one hour. Code ${request.code}, also in your browser.`,
        ].join('\n'),
        buttons: ['Deny', 'Allow'],
        defaultId: DENY,
        cancelId: DENY,
        noLink: true,
        signal,
      });
      if (signal.aborted) return null;
      if (response !== ALLOW) return { answer: 'deny', notAsked: false };
      return { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: request.compartments[0] ?? 'default' };
    } finally {
      parent.destroy();
    }
  },
};
