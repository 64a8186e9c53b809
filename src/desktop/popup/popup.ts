/**
 * The consent prompt as a window of its own. One is open at a time, made anew for each request; the desk is the queue.
 *
 *     desk ─ show(request) ─▶ window ─ state ─▶ page ─ answer ─▶ readDecision ─▶ desk ─ settled ─▶ closing line
 */
import type { BrowserWindow, IpcMain } from 'electron';
import { CONNECTED, LOOK_AGAIN, notConnected, noteFor } from '../../consent/answered-words.ts';
import type { Decision } from '../../consent/desk.ts';
import { createInputGuard } from '../../consent/input-guard.ts';
import type { ConsentPrompt } from '../../consent/prompt.ts';
import { readDecision } from '../../consent/read-decision.ts';
import { type ConsentContract, type Hold, ORIGINS, type PopupState } from '../../shared/ipc.ts';
import type { RequestView } from '../../shared/views.ts';
import { answerCalls } from '../ipc/answer-calls.ts';
import { createDrawings } from './drawings.ts';
import { watchWindow } from './watch-window.ts';

export type PopupDeps = {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** A new window, not shown and not loaded. */
  readonly open: () => BrowserWindow;
  readonly resize: (window: BrowserWindow, height: unknown) => void;
  /** Whether a window hangs over the edge of the screens. */
  readonly holdOf: (window: BrowserWindow) => Hold;
  /** Asks in another way when the window cannot be shown. */
  readonly fallback: ConsentPrompt;
  /** Gives the person more time. @returns the request with its new end, or null */
  readonly extend: (id: string) => RequestView | null;
  /** Somebody was connected while another window was in front, where the popup's last line is not seen. */
  readonly onConnectedUnseen: (request: RequestView) => void;
  /** Milliseconds that no change of the clock moves. */
  readonly monotonic: () => number;
  /** One line of the technical log. */
  readonly log: (line: string) => void;
};

/** Milliseconds until a window that is not drawn is given up: a computer that is busy, or was just started, needs several seconds. */
const PATIENCE = 15_000;
/** Milliseconds of a last line, before the window closes by itself. */
const GOOD_NEWS = 1_500;
const BAD_NEWS = 5_000;

/** One window and what it shows. */
type Screen = {
  readonly window: BrowserWindow;
  state: PopupState;
  /** null once answered. */
  answer: ((decision: Decision | null) => void) | null;
  /** The person is told why it is drawn again. */
  note: string | null;
  isSeen: boolean;
  /** The last line was shown, or nothing came after the abort. */
  closing: NodeJS.Timeout | null;
  fail: () => void;
};

export function createPopup(deps: PopupDeps): ConsentPrompt {
  const { ipcMain, open, resize, holdOf, fallback, extend, onConnectedUnseen, monotonic, log } = deps;
  const guard = createInputGuard(monotonic);
  const drawings = createDrawings({ holdOf, restartGuard: () => guard.restart() });
  let screen: Screen | null = null;

  function close(): void {
    const closing = screen;
    screen = null;
    if (closing?.closing) clearTimeout(closing.closing);
    if (closing !== null && !closing.window.isDestroyed()) closing.window.destroy();
  }

  function endWith(on: Screen, line: string, time: number): void {
    drawings.end(on, line);
    on.closing = setTimeout(close, time);
  }

  function openFor(request: RequestView): Screen {
    close();
    const window = open();
    const state = drawings.first(window, request);
    const opened: Screen = { window, state, answer: null, note: null, isSeen: true, closing: null, fail: () => undefined };
    watchWindow(window, {
      onDisturbed: () => drawings.disturb(window),
      onFailed(reason) {
        log(`the popup failed: ${reason}`);
        opened.fail();
      },
      // To close the window is to say no.
      onClosed: () => take(opened, { answer: 'deny', notAsked: false }),
      url: `${ORIGINS.consent}/`,
      patience: PATIENCE,
    });
    screen = opened;
    return opened;
  }

  /** The first answer counts; the window stays until it is known what became of it. */
  function take(on: Screen, decision: Decision): boolean {
    const { answer } = on;
    on.answer = null;
    answer?.(decision);
    return answer !== null;
  }

  /** What the caller may act on: its own window, showing what it says it shows. */
  function shown(drawing: unknown) {
    if (screen === null || screen.state.kind !== 'request' || screen.state.drawing !== drawing) return null;
    return { on: screen, state: screen.state };
  }

  answerCalls<ConsentContract['calls']>(
    ipcMain,
    { origin: ORIGINS.consent, owns: (contents) => screen !== null && screen.window.webContents === contents },
    {
      'consent:state'() {
        if (screen === null) throw new Error('There is nothing to show.');
        return screen.state;
      },
      'consent:answer'(_contents, drawing, value) {
        const now = shown(drawing);
        const decision = now === null ? null : readDecision(value, now.state.request);
        if (now === null || decision === null) {
          log('refused an answer that nobody could have given on that screen');
          return false;
        }
        const { on } = now;
        if (!guard.isOver() || !on.isSeen || !on.window.isVisible() || (decision.answer === 'allow' && holdOf(on.window) !== null)) return false;
        return take(on, decision);
      },
      'consent:extend'(_contents, drawing) {
        const now = shown(drawing);
        const request = now === null ? null : extend(now.state.request.id);
        if (now === null || request === null) return null;
        // It may have been drawn anew by that.
        const { on } = now;
        if (on.state.kind === 'request') on.state = { ...on.state, request };
        return { expiresAt: request.expiresAt, mayExtend: request.mayExtend };
      },
      'consent:fit'(_contents, height) {
        if (screen !== null) resize(screen.window, height);
      },
      'consent:seen'(_contents, isSeen) {
        if (screen === null) return;
        screen.isSeen = isSeen === true;
        drawings.disturb(screen.window);
      },
    },
    log,
  );

  return {
    show(request, signal) {
      if (signal.aborted) return Promise.resolve(null);
      return new Promise((resolve) => {
        const isSame = screen?.state.kind === 'request' && screen.state.request.id === request.id && !screen.window.isDestroyed();
        const on = isSame && screen !== null ? screen : openFor(request);
        if (on.closing) clearTimeout(on.closing);
        on.closing = null;
        on.answer = resolve;
        on.fail = () => {
          on.answer = null;
          if (screen === on) close();
          resolve(signal.aborted ? null : fallback.show(request, signal));
        };
        if (isSame) drawings.show(on, request, on.note ?? noteOn(on.state, request));
        on.note = null;
        signal.addEventListener(
          'abort',
          () => {
            if (on.answer !== resolve) return;
            on.answer = null;
            resolve(null);
            // Shown anew at once when it only changed; else it is over.
            on.closing = setTimeout(() => {
              if (screen === on) close();
            });
          },
          { once: true },
        );
      });
    },
    isSeen: (id) => screen?.state.kind === 'request' && screen.state.request.id === id && screen.isSeen && screen.window.isVisible(),
    settled(request, decision, outcome) {
      const on = screen;
      if (on === null || on.state.kind !== 'request' || on.state.request.id !== request.id) return;
      on.note = noteFor(outcome);
      if (on.note !== null) return;
      if (on.window.isDestroyed() || decision.answer === 'deny') close();
      else if (outcome === 'decided') {
        if (!on.window.isFocused()) onConnectedUnseen(request);
        endWith(on, CONNECTED, GOOD_NEWS);
      } else if (outcome !== 'fault') endWith(on, notConnected(outcome), BAD_NEWS);
    },
  };
}

/** That an announced request can be answered now explains itself. */
function noteOn(state: PopupState, request: RequestView): string | null {
  return state.kind === 'request' && state.request.stage === request.stage ? LOOK_AGAIN : null;
}
