import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AdminFault } from '../../src/admin/fault.ts';
import { servePages } from '../../src/desktop/pages/serve-pages.ts';
import { answerWindow } from '../../src/desktop/window/answer-window.ts';
import { createMainWindow, type MainWindow } from '../../src/desktop/window/main-window.ts';
import { clientRoute } from '../../src/desktop/window/route.ts';
import { settingsAlone } from '../../src/desktop/window/settings-alone.ts';
import { ORIGINS } from '../../src/shared/ipc.ts';
import { BrowserWindow, session } from '../electron/fake.ts';
import { IpcMain } from '../electron/stand-in/ipc-main.ts';
import { until } from '../support/until.ts';

const settle = () => until(() => expect(shown()?.isVisible()).toBe(true));
const own = session.fromPartition('window');
servePages(own as never, ORIGINS.window, new URL('../../renderer/window', import.meta.url).pathname);

let window: MainWindow;
let hidden: number;
let lines: string[];
beforeEach(() => {
  hidden = 0;
  lines = [];
  window = createMainWindow({ session: own as never, preload: '/window.cjs', onHidden: () => (hidden += 1), log: (line) => lines.push(line) });
});
afterEach(() => {
  for (const each of BrowserWindow.getAllWindows()) each.destroy();
});
const shown = () => BrowserWindow.getAllWindows()[0];

describe('the window on demand', () => {
  it('is made when it is wanted, shown when it is drawn, and never twice', async () => {
    expect(BrowserWindow.getAllWindows()).toEqual([]);
    window.open();
    expect(shown()?.isVisible()).toBe(false);
    await settle();
    expect(shown()?.isVisible()).toBe(true);
    window.open();
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  });

  it('hides to the tray instead of closing, and comes back as it was', async () => {
    window.open();
    await settle();
    shown()?.close();
    expect([shown()?.isVisible(), hidden]).toEqual([false, 1]);
    window.open();
    expect(shown()?.isVisible()).toBe(true);
  });

  it('opens at the page that is wanted, and stays where it is when none is', async () => {
    window.open(clientRoute('https://client.example/id#x'));
    await settle();
    const address = () => shown()?.webContents.getURL();
    expect(address()).toBe('gatehouse://window/#/clients/https%3A%2F%2Fclient.example%2Fid%23x');
    window.open('/settings');
    await until(() => expect(address()).toBe('gatehouse://window/#/settings'));
    window.open();
    expect([address(), BrowserWindow.getAllWindows().length, lines]).toEqual(['gatehouse://window/#/settings', 1, []]);
  });

  it('does not load the page anew that it shows already', async () => {
    window.open('/requests');
    await settle();
    const load = vi.spyOn(shown() as never, 'loadURL');
    window.open('/requests');
    expect(load).not.toHaveBeenCalled();
  });

  it('closes when the app ends', async () => {
    window.open();
    window.release();
    shown()?.close();
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('a page that dies takes nothing with it and is made anew when it is wanted', async () => {
    window.open();
    await settle();
    shown()?.webContents.forcefullyCrashRenderer();
    await until(() => expect(BrowserWindow.getAllWindows()).toEqual([]));
    expect(lines).toEqual(['the page of the window is gone (crashed)']);
    window.open();
    await settle();
    expect(shown()?.isVisible()).toBe(true);
  });

  it('is told of changes only while somebody looks', async () => {
    window.changed();
    window.open();
    await settle();
    window.changed();
    shown()?.hide();
    window.changed();
    expect(shown()?.webContents.sent).toEqual([{ channel: 'window:changed', words: [null] }]);
  });
});

describe('what the window may ask', () => {
  const ipc = new IpcMain();
  const asked: unknown[] = [];
  answerWindow({
    ipcMain: ipc as never,
    owns: () => true,
    admin: () => ({
      status: async (...words) => asked.push(words),
      'requests.allow': async (...words) => asked.push(words),
      'clients.revoke': async () => {
        throw new AdminFault('There is no such client.');
      },
      lock: async () => {
        throw new Error('disk at /secret/path is full');
      },
    }),
    alone: {},
    problem: () => null,
    review: (id) => id === 'rq_1',
    log: (line) => lines.push(line),
  });
  const ask = (channel: string, ...words: unknown[]) => {
    window.open();
    const contents = shown()?.webContents;
    return ipc.invoke(channel, { sender: contents, senderFrame: contents?.mainFrame }, ...words);
  };

  it('the admin functions, as the window', async () => {
    window.open();
    await settle();
    expect(await ask('window:ask', 'status', { a: 1 })).toEqual({ value: 1 });
    expect(asked).toEqual([[{ a: 1 }, 'window']]);
  });

  it.each(['requests.allow', 'toString', '__proto__', 'nothing', null, 5, ['status']])(
    'F5 not %s: a page that was taken over cannot say yes',
    async (method) => {
      window.open();
      await settle();
      expect(await ask('window:ask', method, {})).toEqual({ refused: 'The window cannot do that.' });
    },
  );

  it('a refusal comes with its words, a fault without its own', async () => {
    window.open();
    await settle();
    expect(await ask('window:ask', 'clients.revoke', {})).toEqual({ refused: 'There is no such client.' });
    expect(await ask('window:ask', 'lock', {})).toEqual({ refused: 'Something went wrong. Gatehouse’s log says more.' });
    expect(lines).toEqual(['fault in lock: Error: disk at /secret/path is full']);
  });

  it('to bring a request to the popup', async () => {
    window.open();
    await settle();
    expect([await ask('window:review', 'rq_1'), await ask('window:review', 'rq_2'), await ask('window:review', { id: 'rq_1' })]).toEqual([true, false, false]);
  });
});

describe('what the window may ask while no broker runs', () => {
  const ipc = new IpcMain();
  const kept: unknown[] = [];
  let tries = 0;
  const settings = {
    list: () => [],
    change: (changes: unknown) => {
      kept.push(changes);
      return (changes as { port?: string }).port === '0' ? 'port is 0, but allowed is a port from 1 to 65535.' : null;
    },
  };
  answerWindow({
    ipcMain: ipc as never,
    owns: () => true,
    admin: () => null,
    alone: settingsAlone(settings, () => (tries += 1)),
    problem: () => 'Port 4283 is taken by nginx. Choose another port in the settings.',
    review: () => false,
    log: (line) => lines.push(line),
  });
  const ask = async (method: unknown, parameters: unknown = {}) => {
    window.open();
    await settle();
    const contents = shown()?.webContents;
    return ipc.invoke('window:ask', { sender: contents, senderFrame: contents?.mainFrame }, method, parameters);
  };

  it.each(['status', 'clients.list', 'requests.allow', 'toString', null])('not %s: the answer is why there is none', async (method) => {
    expect(await ask(method)).toEqual({ refused: 'Port 4283 is taken by nginx. Choose another port in the settings.' });
  });

  it('the settings, and a change tries again; one that is refused does not', async () => {
    expect(await ask('settings.get')).toEqual({ value: { settings: [] } });
    expect(await ask('settings.set', { values: { port: '0' } })).toEqual({ refused: 'port is 0, but allowed is a port from 1 to 65535.' });
    expect(tries).toBe(0);
    expect(await ask('settings.set', { values: { port: '4300' } })).toEqual({ value: { settings: [] } });
    expect([tries, kept]).toEqual([1, [{ port: '0' }, { port: '4300' }]]);
  });
});
