/** The tray menu as a pure function of the state; the tray only shows it. */
import type { MenuItemConstructorOptions } from 'electron';
import { quotedName } from '../shared/plain-text.ts';
import type { RequestView, StatusView } from '../shared/views.ts';

export type TrayState =
  | { readonly kind: 'running'; readonly status: StatusView; readonly requests: readonly RequestView[]; readonly startsAtLogin: boolean }
  /** `line` says what happened and what to do. */
  | { readonly kind: 'problem'; readonly line: string };

export type TrayActions = {
  readonly lock: () => void;
  readonly unlock: () => void;
  /** Brings a waiting request to the popup. */
  readonly review: (id: string) => void;
  readonly open: () => void;
  readonly startAtLogin: (on: boolean) => void;
  /** After a problem. */
  readonly retry: () => void;
  readonly quit: () => void;
};

const MOST_WAITING = 5;

export function trayTemplate(state: TrayState, actions: TrayActions): MenuItemConstructorOptions[] {
  const quit: MenuItemConstructorOptions = { label: 'Quit Gatehouse', click: actions.quit };
  if (state.kind === 'problem') {
    return [{ label: `! ${state.line}`, enabled: false }, { label: 'Try again', click: actions.retry }, { type: 'separator' }, quit];
  }
  const { status, requests, startsAtLogin } = state;
  const waiting = requests.slice(0, MOST_WAITING).map(
    ({ id, client, code }): MenuItemConstructorOptions => ({
      label: `${client.name === null ? 'A program' : quotedName(client.name)} is waiting, code ${code}: review…`,
      click: () => actions.review(id),
    }),
  );
  return [
    { label: tooltip(state), enabled: false },
    ...(waiting.length === 0 ? [] : [{ type: 'separator' as const }, ...waiting]),
    { type: 'separator' },
    { label: 'Pause everything', type: 'checkbox', checked: status.locked, click: status.locked ? actions.unlock : actions.lock },
    { type: 'separator' },
    { label: 'Open Gatehouse', click: actions.open },
    { label: 'Start at login', type: 'checkbox', checked: startsAtLogin, click: () => actions.startAtLogin(!startsAtLogin) },
    quit,
  ];
}

/** The state in words. */
export function tooltip(state: TrayState): string {
  if (state.kind === 'problem') return state.line;
  const address = new URL(state.status.issuer).host;
  const test = state.status.testProfile ? 'TEST profile: ' : '';
  return state.status.locked ? `${test}Everything is paused` : `${test}Running on ${address}`;
}

/** Which of the drawn states fits. */
export function trayIcon(state: TrayState): 'idle' | 'waiting' | 'paused' | 'problem' {
  if (state.kind === 'problem') return 'problem';
  if (state.status.locked) return 'paused';
  return state.requests.length > 0 ? 'waiting' : 'idle';
}
