import type { MenuItemConstructorOptions } from 'electron';

/** What the keys of a text field and of larger print hang on. Electron's own menu would load pages anew and open the tools of developers. */
export function appMenu(platform: string): MenuItemConstructorOptions[] {
  return [
    ...(platform === 'darwin' ? ([{ role: 'appMenu' }] as const) : []),
    { role: 'editMenu' },
    { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }] },
    { role: 'windowMenu' },
  ];
}
