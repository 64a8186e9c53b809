/** Start at login: the system's own list where there is one, a desktop entry where there is not. */
import type { App } from 'electron';

export type LoginItem = { isOn(): boolean; set(on: boolean): void };

/** @param entry of Linux desktops, which Electron does not write; null elsewhere */
export function createLoginItem(app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>, entry: LoginItem | null): LoginItem {
  if (entry !== null) return entry;
  return {
    isOn: () => app.getLoginItemSettings().openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on }),
  };
}
