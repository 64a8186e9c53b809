/** Electron's security checklist, item by item (docs/tutorial/security.md). Those that need a real page are in the end-to-end specs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appMenu } from '../../src/desktop/app-menu.ts';
import { harden } from '../../src/desktop/harden.ts';
import { openWindow } from '../../src/desktop/popup/open-window.ts';
import { secureWebPreferences } from '../../src/desktop/secure-web-preferences.ts';
import { createMainWindow } from '../../src/desktop/window/main-window.ts';
import { withParent } from '../../src/desktop/with-parent.ts';
import { type BuiltApp, buildPages } from '../electron/build-pages.ts';
import { app, BrowserWindow, session } from '../electron/fake.ts';

const root = resolve(import.meta.dirname, '../..');
const SAFE = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  enableWebSQL: false,
  devTools: false,
};
const sources = ['src', 'renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
);
const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

harden(app as never);
const consent = session.fromPartition('consent');
const fresh = session.fromPartition('another');

describe('what a window may load and do', () => {
  it.each([
    'http://127.0.0.1:4283/',
    'https://example.com/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:x',
    'blob:gatehouse-consent://prompt/x',
    'blob:gatehouse://window.evil/x',
    'gatehouse-consent://other/',
    'gatehouse:///',
    'gatehouse://window.evil/',
  ])('1 secure content: every session cancels %s', async (url) => {
    for (const each of [consent, fresh, session.defaultSession]) expect(await each.answer(url, 'GET')).toBe('cancel');
  });

  it('1 secure content: its own pages are not cancelled', async () => {
    for (const url of ['gatehouse-consent://prompt/', 'gatehouse://window/index.html', 'blob:gatehouse://window/5e0f'])
      expect(await fresh.answer(url, 'GET')).toBe('continue');
  });

  it('2 3 4 6 8 9 10 11 every window is made with the one set of preferences', async () => {
    const popup = openWindow(consent as never, '/consent.cjs') as unknown as InstanceType<typeof BrowserWindow>;
    const main = createMainWindow({ session: consent as never, preload: '/window.cjs', onHidden: () => undefined, log: () => undefined });
    main.open();
    const made = BrowserWindow.getAllWindows();
    expect(made.map(({ options }) => options.webPreferences)).toEqual([
      { session: consent, preload: '/consent.cjs', ...SAFE },
      { session: consent, preload: '/window.cjs', ...SAFE },
    ]);
    expect(secureWebPreferences(consent as never, '/x')).toEqual({ session: consent, preload: '/x', ...SAFE });
    await withParent(async (parent) => {
      const { options } = parent as unknown as InstanceType<typeof BrowserWindow>;
      expect(options.webPreferences).toEqual({ session: session.defaultSession, ...SAFE });
    });
    expect(popup.told).toMatchObject({ setAlwaysOnTop: [true, 'modal-panel'], setContentProtection: [true], setMenu: [null] });
    for (const window of made) window.destroy();
  });

  it.each(['darwin', 'linux', 'win32'])('the menu on %s edits and enlarges, and neither loads a page anew nor opens the tools of developers', (platform) => {
    const roles = JSON.stringify(appMenu(platform));
    expect(roles).toContain('"editMenu"');
    expect(roles).toContain('"zoomIn"');
    expect(roles).not.toMatch(/reload|devtools|viewMenu/i);
  });

  it('4 the sandbox is on for all, before any window', () => {
    expect(app.sandboxed).toBe(true);
  });

  it.each(['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'display-capture', 'unknown'])(
    '5 the permission %s is denied, asked or checked, in every session',
    async (permission) => {
      for (const each of [consent, fresh, session.defaultSession]) expect(await each.grants(permission)).toBe(false);
    },
  );

  it('12 13 14 a page can neither embed, nor navigate, nor open anything', () => {
    const window = new BrowserWindow();
    const event = () => ({ preventDefault: vi.fn() });
    const events = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'].map((name) => {
      const told = event();
      window.webContents.emit(name, told);
      return [name, told.preventDefault.mock.calls.length];
    });
    expect(events).toEqual([
      ['will-navigate', 1],
      ['will-frame-navigate', 1],
      ['will-redirect', 1],
      ['will-attach-webview', 1],
    ]);
    expect(window.webContents.mayOpen('https://example.com/')).toBe(false);
    window.destroy();
  });
});

describe('what must not be in the sources', () => {
  it.each([
    ['6 webSecurity', /webSecurity/],
    ['8 allowRunningInsecureContent', /allowRunningInsecureContent/],
    ['9 experimentalFeatures', /experimentalFeatures/],
    ['10 enableBlinkFeatures', /enableBlinkFeatures/],
    ['15 openExternal', /\.openExternal|openPath/],
    ['18 file:', /loadFile|file:\/\//],
    ['code from text', /executeJavaScript|insertCSS|\beval\(|new Function/],
    ['certificates that are waved through', /certificate-error|setCertificateVerifyProc|ignore-certificate-errors/],
    ['markup from text', /innerHTML|outerHTML|insertAdjacentHTML|document\.write/i],
    ['the remote module', /@electron\/remote|enableRemoteModule/],
    ['security warnings switched off', /SECURITY_WARNINGS/],
  ])('%s', (_name, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });

  it('17 nobody but the wrapper listens to a page', () => {
    expect(filesWith(/ipcMain\.(?:on|once|handle)\b/)).toEqual(['src/desktop/ipc/answer-calls.ts']);
  });
});

describe('what is built', () => {
  let built: BuiltApp;
  beforeAll(async () => {
    built = await buildPages();
  });
  afterAll(() => built.remove());

  it.each(['consent', 'window'])('4 20 the preload %s is one file that needs electron and nothing else, and does not hand it on', (name) => {
    const text = readFileSync(join(built.path, 'dist', 'preload', `${name}.cjs`), 'utf8');
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, what]) => what?.replaceAll(/["'`]/g, ''))).toEqual(['electron']);
    expect(text.match(/exposeInMainWorld\(/g)).toHaveLength(1);
  });

  it.each(['consent', 'window'])('7 18 the page %s consists of files of its own folder', (name) => {
    const folder = join(built.path, 'dist', 'renderer', name);
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, where]) => where).sort()).toEqual(['/index.css', '/index.js']);
    expect(html).not.toMatch(/<script(?![^>]*src)|<style|style="|\son[a-z]+="/);
    const worker = name === 'window' ? ['sealing.worker.js'] : [];
    expect(readdirSync(folder).sort()).toEqual(['index.css', 'index.html', 'index.js', ...worker]);
  });
});

it('16 the runtime is one that gets security fixes', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  // electronjs.org/docs/latest/tutorial/electron-timelines: three majors are supported, a new one comes every eight weeks.
  const END_OF_LIFE: Readonly<Record<string, string>> = { 45: '2027-04-06' };
  const end = END_OF_LIFE[version.split('.')[0] ?? ''];
  expect(end, `no end of life is known for Electron ${version}`).toBeDefined();
  expect(Date.now()).toBeLessThan(Date.parse(end ?? ''));
});
