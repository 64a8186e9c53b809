/** The parts of the host that need no page. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withLogin } from '../../src/admin/login-setting.ts';
import { mayQuit } from '../../src/desktop/confirm-quit.ts';
import { createLoginItem } from '../../src/desktop/login-item.ts';
import { isOnScreen } from '../../src/desktop/popup/on-screen.ts';
import { handleQuit } from '../../src/desktop/quit.ts';
import { loadWithElectronStore, openRemembered, saveWithElectronStore } from '../../src/desktop/settings.ts';
import { createAutostartEntry } from '../../src/edge/autostart-entry.ts';
import { readServeOptions } from '../../src/edge/serve-options.ts';
import { createSettingsBeforeStart } from '../../src/edge/settings-before-start.ts';
import { loadWithConf, readSettingsFile } from '../../src/edge/settings-file.ts';
import { app, BrowserWindow, dialog } from '../electron/fake.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-host-'));
});
afterEach(() => rmSync(directory, { recursive: true }));
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('quitting', () => {
  const setUp = (may: boolean) => {
    const events = new EventEmitter();
    const fake = { on: events.on.bind(events), quit: vi.fn(() => void quit()) };
    const prevented: boolean[] = [];
    const quit = () => {
      let stopped = false;
      events.emit('before-quit', { preventDefault: () => (stopped = true) });
      prevented.push(stopped);
    };
    const deps = { mayQuit: vi.fn(async () => may), end: vi.fn(async () => undefined), log: vi.fn() };
    return { quit, prevented, ...deps, atOnce: handleQuit(fake as never, deps) };
  };

  it('closes what runs before the app is gone', async () => {
    const { quit, prevented, end } = setUp(true);
    quit();
    await settle();
    expect(end).toHaveBeenCalledOnce();
    expect(prevented).toEqual([true, false]);
  });

  it('stays when the person cancels, and asks again the next time', async () => {
    const { quit, prevented, end, mayQuit: asked } = setUp(false);
    quit();
    quit();
    await settle();
    quit();
    await settle();
    expect([end.mock.calls.length, asked.mock.calls.length]).toEqual([0, 2]);
    expect(prevented).toEqual([true, true, true]);
  });

  it('does not ask when the computer shuts down, also not twice', async () => {
    const { atOnce, end, mayQuit: asked } = setUp(false);
    atOnce();
    atOnce();
    await settle();
    expect([end.mock.calls.length, asked.mock.calls.length]).toEqual([1, 0]);
  });

  it('asks only when a program used it in the last five minutes, and Cancel is what Enter and Escape mean', async () => {
    const now = 1_000_000_000;
    expect([await mayQuit(null, now), await mayQuit(now - 5 * 60_000 - 1, now)]).toEqual([true, true]);
    expect(dialog.asked).toEqual([]);
    dialog.answers.push({ response: 0 }, { response: 1 });
    expect([await mayQuit(now - 60_000, now), await mayQuit(now - 60_000, now)]).toEqual([false, true]);
    expect(dialog.asked[0]).toMatchObject({ buttons: ['Cancel', 'Quit'], defaultId: 0, cancelId: 0, noLink: true });
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });
});

describe('settings', () => {
  it('are in the one file that both hosts read, for the person alone', () => {
    const remembered = openRemembered(directory);
    expect(existsSync(join(directory, 'config.json'))).toBe(false);
    expect(remembered.toldAboutTray()).toBe(false);
    saveWithElectronStore(directory, { theme: 'dark' });
    remembered.rememberToldAboutTray();
    expect(remembered.toldAboutTray()).toBe(true);
    expect(loadWithConf(directory)).toEqual({ theme: 'dark', toldAboutTray: true });
    expect(statSync(join(directory, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it('are looked up anew beside the broker, which may not run; what cannot be read says nothing', () => {
    const settings = createSettingsBeforeStart({
      options: () => readServeOptions(['--data-dir', directory]),
      environment: { GATEHOUSE_UPDATES: 'true' },
      load: loadWithElectronStore,
      save: saveWithElectronStore,
    });
    expect(settings.now()).toEqual({ updates: true });
    expect(settings.change({ theme: 'dark' })).toBeNull();
    expect(settings.now()).toEqual({ theme: 'dark', updates: true });
    writeFileSync(join(directory, 'config.json'), '{"theme":"pink"}');
    expect(settings.now()).toEqual({});
    expect(settings.change({ theme: null })).toBeNull();
    expect(settings.now()).toEqual({ updates: true });
  });

  it('what the broker reads is the same through either library, and a damaged file is told by both', () => {
    writeFileSync(join(directory, 'config.json'), '{"port":5000,"theme":"dark"}');
    for (const load of [loadWithConf, loadWithElectronStore]) expect(readSettingsFile(directory, load)).toEqual({ port: 5000, theme: 'dark' });
    writeFileSync(join(directory, 'config.json'), '{"port":');
    for (const load of [loadWithConf, loadWithElectronStore]) expect(() => readSettingsFile(directory, load)).toThrow(/config\.json is damaged/);
  });
});

describe('start at login', () => {
  it('is a setting among the others, and what the system refuses is told', () => {
    const kept: unknown[] = [];
    let isOn = false;
    let fault: Error | null = null;
    const set = (on: boolean) => {
      if (fault !== null) throw fault;
      isOn = on;
    };
    const change = (changes: unknown) => {
      kept.push(changes);
      return null;
    };
    const settings = withLogin({ list: () => [], change }, { isOn: () => isOn, set });
    expect(settings.list()).toMatchObject([{ name: 'startAtLogin', value: 'false' }]);
    expect(settings.change({ startAtLogin: 'true' })).toBeNull();
    expect(settings.change({ theme: 'dark' })).toBeNull();
    expect(settings.list()).toMatchObject([{ name: 'startAtLogin', value: 'true', isKept: true }]);
    expect(settings.change({ startAtLogin: 'perhaps' })).toBe('This is "perhaps", but allowed is true or false.');
    fault = Object.assign(new Error('no'), { code: 'EACCES' });
    expect(settings.change({ startAtLogin: null })).toBe('The system’s list of what starts at login could not be changed (EACCES).');
    expect([isOn, kept]).toEqual([true, [{ theme: 'dark' }]]);
  });

  it.each(['true', 'maybe', null])('%s beside another setting is refused before either is changed', (text) => {
    const done: unknown[] = [];
    const change = (changes: unknown) => {
      done.push(changes);
      return null;
    };
    const settings = withLogin({ list: () => [], change }, { isOn: () => false, set: (on) => void done.push(on) });
    expect(settings.change({ remoteRedirects: 'true', startAtLogin: text })).toContain('Change it by itself.');
    expect(done).toEqual([]);
  });

  it('is a desktop entry on Linux, which survives every character of a path', () => {
    const entry = createAutostartEntry({ XDG_CONFIG_HOME: directory }, ['/opt/Gate "house" $1/100%`x\\y', '/app']);
    expect(entry.isOn()).toBe(false);
    entry.set(true);
    expect(entry.isOn()).toBe(true);
    expect(readFileSync(join(directory, 'autostart', 'gatehouse.desktop'), 'utf8').split('\n')).toContain(
      'Exec="/opt/Gate \\\\"house\\\\" \\\\$1/100%%\\\\`x\\\\\\\\y" "/app"',
    );
    entry.set(false);
    entry.set(false);
    expect(entry.isOn()).toBe(false);
  });

  it("is the system's own list elsewhere", () => {
    const item = createLoginItem(app as never, null);
    item.set(true);
    expect([item.isOn(), app.getLoginItemSettings()]).toEqual([true, { openAtLogin: true }]);
    item.set(false);
    expect(item.isOn()).toBe(false);
  });
});

describe('whether a window is on the screen as a whole', () => {
  const displays = [{ bounds: { x: 0, y: 0, width: 1000, height: 800 } }, { bounds: { x: 1000, y: 100, width: 1000, height: 800 } }];
  it.each([
    ['in the middle', 100, 100, true],
    ['at the edge', 0, 0, true],
    ['over the left edge', -1, 100, false],
    ['over the lower edge', 100, 301, false],
    ['over two screens', 800, 200, true],
    ['over the step between two screens', 800, 50, false],
    ['nowhere', 5000, 5000, false],
  ])('%s', (_name, x, y, expected) => {
    expect(isOnScreen({ x, y, width: 460, height: 500 }, displays)).toBe(expected);
  });
});
