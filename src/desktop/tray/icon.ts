/** Which of the drawn icons fits the state and the bar it lies on. */
import type { TrayState } from './state.ts';

export type IconState = 'idle' | 'waiting' | 'paused' | 'problem';
export type Bar = 'dark' | 'light';

export function iconState(state: TrayState): IconState {
  if (state.kind === 'starting') return 'idle';
  if (state.kind === 'problem') return 'problem';
  if (state.locked) return 'paused';
  return state.waiting.length > 0 ? 'waiting' : 'idle';
}

/** macOS colours a template itself; Windows picks the size out of one file; elsewhere it is a picture. @returns a path below `assets/tray` */
export function iconFile(state: IconState, platform: string, bar: Bar): string {
  if (platform === 'darwin') return `mac/${state}Template.png`;
  return `on-${bar}/${state}.${platform === 'win32' ? 'ico' : 'png'}`;
}

/** What of Electron's `nativeTheme` tells of the bar. */
export type Theme = { readonly shouldUseDarkColors: boolean; readonly shouldUseDarkColorsForSystemIntegratedUI?: boolean };

/** @param desktop `XDG_CURRENT_DESKTOP`; the bar of GNOME is dark in every theme */
export function barOf({ shouldUseDarkColors, shouldUseDarkColorsForSystemIntegratedUI }: Theme, platform: string, desktop: string): Bar {
  const isDark =
    platform === 'win32' || platform === 'darwin'
      ? (shouldUseDarkColorsForSystemIntegratedUI ?? shouldUseDarkColors)
      : /\b(GNOME|Unity)\b/i.test(desktop) || shouldUseDarkColors;
  return isDark ? 'dark' : 'light';
}
