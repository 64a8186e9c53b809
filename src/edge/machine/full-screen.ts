/** Whether the program in front fills its screen, as the window manager tells it: a film, a talk or a game is not interrupted. */
import type { RunTool } from '../../shared/machine.ts';

/** Milliseconds; a prompt waits for it. */
const LIMIT = 200;
const ACTIVE = /^_NET_ACTIVE_WINDOW\b.*?(0x[0-9a-f]+)/m;
const FILLS = /^_NET_WM_STATE\(ATOM\) = .*\b_NET_WM_STATE_FULLSCREEN\b/m;

/**
 * Extended Window Manager Hints, `_NET_ACTIVE_WINDOW` and `_NET_WM_STATE`. Wayland, Windows and macOS tell a program that is
 * not native nothing of the kind; there the answer is no.
 */
export function createFullScreen(run: RunTool): () => Promise<boolean> {
  return async () => {
    const active = ACTIVE.exec((await run('xprop', ['-root', '32x', ' $0\\n', '_NET_ACTIVE_WINDOW'], LIMIT)) ?? '')?.[1];
    // No window is in front where the desktop itself is.
    if (active === undefined || Number(active) === 0) return false;
    return FILLS.test((await run('xprop', ['-id', active, '_NET_WM_STATE'], LIMIT)) ?? '');
  };
}
