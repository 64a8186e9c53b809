import { describe, expect, it, vi } from 'vitest';
import { type TrayState, tooltip, trayIcon, trayTemplate } from '../../src/desktop/tray-menu.ts';
import type { RequestView, StatusView } from '../../src/shared/views.ts';

const status: StatusView = {
  version: '0.1.0',
  host: 'desktop',
  pid: 1,
  issuer: 'http://127.0.0.1:4283',
  mcp: 'http://127.0.0.1:4283/mcp',
  externalIssuer: null,
  dataDirectory: '/data',
  vault: 'keychain',
  locked: false,
  testProfile: false,
  consent: 'ask',
  startedAt: 0,
  waiting: 0,
  connected: 0,
  held: 0,
  memories: 0,
  embeddings: null,
};
const request = { id: 'rq_1', code: '7K-2F', client: { id: 'gh_1', name: 'Claude Code' } } as RequestView;
const actions = { lock: vi.fn(), unlock: vi.fn(), review: vi.fn(), open: vi.fn(), startAtLogin: vi.fn(), retry: vi.fn(), quit: vi.fn() };
const labels = (state: TrayState) => trayTemplate(state, actions).flatMap(({ label }) => label ?? []);

describe('the tray menu is a function of the state', () => {
  it('says where it runs', () => {
    const state: TrayState = { kind: 'running', status, requests: [], startsAtLogin: false };
    expect(labels(state)).toEqual(['Running on 127.0.0.1:4283', 'Pause everything', 'Open Gatehouse', 'Start at login', 'Quit Gatehouse']);
    expect([tooltip(state), trayIcon(state)]).toEqual(['Running on 127.0.0.1:4283', 'idle']);
  });

  it('names who waits, with the code', () => {
    const state: TrayState = { kind: 'running', status, requests: [request], startsAtLogin: false };
    const line = trayTemplate(state, actions).find(({ label }) => label === '“Claude Code” is waiting, code 7K-2F: review…');
    (line?.click as (() => void) | undefined)?.();
    expect(actions.review).toHaveBeenCalledExactlyOnceWith('rq_1');
    expect(trayIcon(state)).toBe('waiting');
  });

  it('pauses and ends the pause', () => {
    const click = (locked: boolean) => {
      const item = trayTemplate({ kind: 'running', status: { ...status, locked }, requests: [], startsAtLogin: false }, actions).find(
        ({ label }) => label === 'Pause everything',
      );
      (item?.click as (() => void) | undefined)?.();
    };
    click(false);
    expect(actions.lock).toHaveBeenCalledOnce();
    click(true);
    expect(actions.unlock).toHaveBeenCalledOnce();
    expect(trayIcon({ kind: 'running', status: { ...status, locked: true }, requests: [], startsAtLogin: false })).toBe('paused');
  });

  it('shows a problem with the fix, and a test profile as one', () => {
    expect(labels({ kind: 'problem', line: 'Port 4283 is taken. Stop that program.' })).toEqual([
      '! Port 4283 is taken. Stop that program.',
      'Try again',
      'Quit Gatehouse',
    ]);
    expect(tooltip({ kind: 'running', status: { ...status, testProfile: true }, requests: [], startsAtLogin: false })).toBe(
      'TEST profile: Running on 127.0.0.1:4283',
    );
  });
});
