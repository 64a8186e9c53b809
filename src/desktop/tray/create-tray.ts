/** The tray itself: shows a state, and is touched only when something of it has changed. */
import { join } from 'node:path';
import { Menu, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron';
import { barOf, iconFile, iconState } from './icon.ts';
import { trayMenu } from './menu.ts';
import type { TrayActions, TrayState } from './state.ts';
import { tooltip } from './words.ts';

export type TrayDeps = {
  /** Folder of the drawn icons. */
  readonly icons: string;
  readonly platform: string;
  /** `XDG_CURRENT_DESKTOP`. */
  readonly desktop: string;
  readonly actions: TrayActions;
};

export type TrayView = { show(state: TrayState): void; remove(): void };

export function createTray({ icons, platform, desktop, actions }: TrayDeps): TrayView {
  let tray: Tray | null = null;
  let shown: TrayState | null = null;
  let removed = false;
  const before = { icon: '', words: '', menu: '' };

  function picture(state: TrayState): { readonly file: string; readonly image: () => NativeImage } {
    const file = iconFile(iconState(state), platform, barOf(nativeTheme, platform, desktop));
    return { file, image: () => nativeImage.createFromPath(join(icons, file)) };
  }

  function create(state: TrayState): Tray {
    const made = new Tray(picture(state).image());
    // macOS opens the menu by itself.
    if (platform !== 'darwin') made.on('click', () => actions.open());
    return made;
  }

  function draw(state: TrayState): void {
    tray ??= create(state);
    const { file, image } = picture(state);
    if (differs('icon', file)) tray.setImage(image());
    if (differs('words', tooltip(state))) tray.setToolTip(tooltip(state));
    const lines = trayMenu(state, actions);
    // A menu that is set closes under the hand where it is open, and on Linux a change within one is not seen.
    if (differs('menu', JSON.stringify(lines))) tray.setContextMenu(Menu.buildFromTemplate(lines));
  }

  function differs(part: keyof typeof before, next: string): boolean {
    if (before[part] === next) return false;
    before[part] = next;
    return true;
  }

  nativeTheme.on('updated', () => {
    if (shown !== null) draw(shown);
  });
  return {
    show(state) {
      // What was still on its way when the app ended.
      if (removed) return;
      shown = state;
      draw(state);
    },
    remove() {
      removed = true;
      shown = null;
      tray?.destroy();
      tray = null;
    },
  };
}
