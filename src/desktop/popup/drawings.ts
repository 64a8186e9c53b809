import type { BrowserWindow } from 'electron';
import type { ConsentContract, Hold, PopupState } from '../../shared/ipc.ts';
import type { RequestView } from '../../shared/views.ts';

type Deps = {
  /** Whether a window hangs over the edge of the screens. */
  readonly holdOf: (window: BrowserWindow) => Hold;
  /** Begins the input guard on this side anew. */
  readonly restartGuard: () => void;
};

type Drawn = { readonly window: BrowserWindow; state: PopupState };

/** What the page is told to draw. Each drawing has a number of its own, and nothing that is seen for the first time can be answered at once. */
export function createDrawings({ holdOf, restartGuard }: Deps) {
  let count = 0;

  function requestOn(window: BrowserWindow, request: RequestView, note: string | null): PopupState {
    count += 1;
    return { kind: 'request', drawing: count, request, note, hold: holdOf(window) };
  }

  function draw(on: Drawn, state: PopupState): void {
    on.state = state;
    restartGuard();
    // A page that has not loaded yet asks for it when it has.
    if (!on.window.isDestroyed()) on.window.webContents.send('consent:changed' satisfies keyof ConsentContract['events'], state);
  }

  return {
    /** What a new window begins with. */
    first: (window: BrowserWindow, request: RequestView): PopupState => requestOn(window, request, null),
    show: (on: Drawn, request: RequestView, note: string | null): void => draw(on, requestOn(on.window, request, note)),
    /** The last line of a window that nobody can answer any more. */
    end(on: Drawn, line: string): void {
      count += 1;
      draw(on, { kind: 'ended', drawing: count, line });
    },
    /** Both guards begin anew, the page's a little later than this one: what the page takes for over is over here. */
    disturb(window: BrowserWindow): void {
      restartGuard();
      if (!window.isDestroyed()) window.webContents.send('consent:guard' satisfies keyof ConsentContract['events'], holdOf(window));
    },
  };
}
