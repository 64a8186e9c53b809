/** Start at login: one more setting to the person, an entry in the system's own list to us, and only in the desktop app. */
import { type SettingView, START_AT_LOGIN } from '../shared/settings-view.ts';
import type { SettingsDeps } from './settings-methods.ts';

type Settings = SettingsDeps['settings'];
type Login = { isOn(): boolean; set(on: boolean): void };

/** @param login null where there is no desktop, and nothing to offer */
export function withLogin(settings: Settings, login: Login | null): Settings {
  if (login === null) return settings;

  /** @returns why not; null when it is done */
  function start(text: string | null): string | null {
    if (text !== null && text !== 'true' && text !== 'false') return `This is ${JSON.stringify(text)}, but allowed is true or false.`;
    try {
      login?.set(text === 'true');
      return null;
    } catch (error) {
      return `The system’s list of what starts at login could not be changed (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}).`;
    }
  }

  return {
    list() {
      const isOn = login.isOn();
      const view: SettingView = { name: START_AT_LOGIN, value: String(isOn), isKept: isOn, overriddenBy: null, pending: false, allowed: 'true or false' };
      return [...settings.list(), view];
    },
    change(changes) {
      const text = changes[START_AT_LOGIN];
      if (text === undefined) return settings.change(changes);
      // Two places cannot be changed as one: either could fail after the other.
      return Object.keys(changes).length === 1 ? start(text) : 'Start at login is not in the file of the other settings. Change it by itself.';
    },
  };
}
