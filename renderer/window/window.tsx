/** The big window in the desktop app: the preload is its way out. */
import type { WindowApi } from '../../src/shared/ipc.ts';
import { showWindow } from './show-window.tsx';

showWindow((window as unknown as { readonly gatehouse: WindowApi }).gatehouse);
