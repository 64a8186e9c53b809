/** On a display of the test's own: xprop as it is, and the hints that a window manager sets. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFullScreen } from '../../src/edge/machine/full-screen.ts';
import { createRunTool } from '../../src/edge/machine/run-tool.ts';
import { until } from '../support/until.ts';

const XPROP = '/usr/bin/xprop';
const cannotRun = process.platform !== 'linux' || !existsSync(XPROP) || !existsSync('/usr/bin/Xvfb');

describe('whether the program in front fills its screen', () => {
  it.each([
    ['it does', '0x1c00007', '_NET_WM_STATE(ATOM) = _NET_WM_STATE_FOCUSED, _NET_WM_STATE_FULLSCREEN', true],
    ['it is only large', '0x1c00007', '_NET_WM_STATE(ATOM) = _NET_WM_STATE_MAXIMIZED_VERT, _NET_WM_STATE_MAXIMIZED_HORZ', false],
    ['it says nothing of itself', '0x1c00007', '_NET_WM_STATE:  not found.', false],
    ['none is in front', '0x0', '_NET_WM_STATE(ATOM) = _NET_WM_STATE_FULLSCREEN', false],
  ])('%s', async (_what, active, state, expected) => {
    const isFullScreen = createFullScreen(async (_tool, words) => (words[0] === '-root' ? `_NET_ACTIVE_WINDOW(WINDOW) ${active}\n` : `${state}\n`));
    expect(await isFullScreen()).toBe(expected);
  });

  it('no window manager, no xprop, no display: the answer is no', async () => {
    expect(await createFullScreen(async () => '_NET_ACTIVE_WINDOW:  not found.\n')()).toBe(false);
    expect(await createFullScreen(async () => null)()).toBe(false);
    expect(await createFullScreen(createRunTool('linux', { DISPLAY: ':9999' }))()).toBe(false);
  });

  describe.skipIf(cannotRun && !process.env.CI)('on a real display (skipped without Xvfb and xprop outside CI)', () => {
    let server: ChildProcess;
    let display: string;
    beforeAll(async () => {
      // Without `-noreset` it forgets everything when the last program has gone.
      server = spawn('/usr/bin/Xvfb', ['-displayfd', '3', '-noreset', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      display = await new Promise((resolve, reject) => {
        server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
        createInterface({ input: server.stdio[3] as NodeJS.ReadableStream }).once('line', (number) => resolve(`:${number}`));
      });
    });
    afterAll(() => void server?.kill());

    it('follows what the window manager says', async () => {
      const set = (...words: string[]) => execFileSync(XPROP, ['-display', display, '-root', ...words]);
      const isFullScreen = createFullScreen(createRunTool('linux', { DISPLAY: display }));
      const root = /window id: (0x[0-9a-f]+)/i.exec(execFileSync('/usr/bin/xwininfo', ['-display', display, '-root'], { encoding: 'utf8' }))?.[1] ?? '';
      set('-f', '_NET_ACTIVE_WINDOW', '32x', '-set', '_NET_ACTIVE_WINDOW', root);
      expect(await isFullScreen()).toBe(false);
      set('-f', '_NET_WM_STATE', '32a', '-set', '_NET_WM_STATE', '_NET_WM_STATE_FULLSCREEN');
      // A busy machine may take longer than a prompt would wait.
      await until(async () => expect(await isFullScreen()).toBe(true));
      set('-remove', '_NET_WM_STATE');
      expect(await isFullScreen()).toBe(false);
    });
  });
});
