/** The tray menu as a pure function of the state; the tray only shows it. */
import type { MenuItemConstructorOptions } from 'electron';
import { connectionsMenu } from './connections-menu.ts';
import { quietMenu } from './quiet-menu.ts';
import type { RunningState, TrayActions, TrayState } from './state.ts';
import { waitingLines } from './waiting-lines.ts';
import { headline, menuText, TEST, whatHappened } from './words.ts';

export type Line = MenuItemConstructorOptions;
const SEPARATOR: Line = { type: 'separator' };

export function trayMenu(state: TrayState, actions: TrayActions): Line[] {
  return [...beginning(state, actions), SEPARATOR, ...end(state, actions)];
}

function beginning(state: TrayState, actions: TrayActions): Line[] {
  if (state.kind === 'starting') return [{ label: menuText(headline(state)), enabled: false }];
  if (state.kind === 'problem') {
    return [
      { label: menuText(`! ${state.test ? TEST : ''}${whatHappened(state.line)}: fix…`), click: () => actions.open('/settings') },
      { label: 'Try again', click: () => actions.retry() },
    ];
  }
  return running(state, actions);
}

function running(state: RunningState, actions: TrayActions): Line[] {
  const waiting = waitingLines(state, actions);
  return [
    { label: menuText(headline(state)), enabled: false },
    ...(waiting.length === 0 ? [] : [SEPARATOR, ...waiting]),
    SEPARATOR,
    connectionsMenu(state, actions),
    { label: 'Connect a program…', click: () => actions.open('/connect') },
    SEPARATOR,
    quietMenu(state, actions),
    { label: 'Pause everything', type: 'checkbox', checked: state.locked, click: state.locked ? () => actions.unlock() : () => actions.lock() },
  ];
}

function end({ startsAtLogin }: TrayState, { open, startAtLogin, quit }: TrayActions): Line[] {
  return [
    { label: 'Open Gatehouse', accelerator: 'CmdOrCtrl+O', click: () => open() },
    { label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: () => open('/settings') },
    { label: 'Start at login', type: 'checkbox', checked: startsAtLogin, click: () => startAtLogin(!startsAtLogin) },
    { label: 'Quit Gatehouse', click: () => quit() },
  ];
}
