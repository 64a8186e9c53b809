import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import { type TrayActions, type TrayState, tooltip, trayIcon, trayTemplate } from './tray-menu.ts';

/**
 * @param assets folder of the drawn icons
 * @returns a function that shows a state; Linux needs the whole menu set again each time
 */
export function createTray(assets: string, actions: TrayActions): (state: TrayState) => void {
  const icon = (state: TrayState) => nativeImage.createFromPath(join(assets, 'tray', `${trayIcon(state)}.png`));
  let tray: Tray | null = null;
  return (state) => {
    tray ??= new Tray(icon(state));
    tray.setImage(icon(state));
    tray.setToolTip(tooltip(state));
    tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(state, actions)));
  };
}
