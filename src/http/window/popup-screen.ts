/** One request in a tab of its own: what the page draws, and the one answer it may give. The twin of the desktop's popup. */
import { CONNECTED, LOOK_AGAIN, notConnected, noteFor } from '../../consent/answered-words.ts';
import type { ConsentDesk, Decision } from '../../consent/desk.ts';
import { createInputGuard } from '../../consent/input-guard.ts';
import { appearance } from '../../consent/present.ts';
import type { Settlement } from '../../consent/prompt.ts';
import { readDecision } from '../../consent/read-decision.ts';
import { createWaiters } from '../../consent/waiters.ts';
import type { PopupState, PopupTime } from '../../shared/ipc.ts';
import type { RequestView } from '../../shared/views.ts';

export type PopupScreen = {
  /** The page was loaded: what it shows is new to the person. @param isSeen whether anything of it can be seen */
  state(isSeen: unknown): PopupState;
  /** The next drawing after this one; the same again when nothing came for so many milliseconds. */
  after(drawing: unknown, milliseconds: number, signal: AbortSignal): Promise<PopupState>;
  /** @returns whether the answer was taken */
  answer(drawing: unknown, value: unknown): Promise<boolean>;
  extend(drawing: unknown): PopupTime | null;
  /** It was covered or uncovered, came to the front, or changed its size. */
  disturbed(isSeen: unknown): void;
  close(): void;
};

type Deps = {
  readonly desk: ConsentDesk;
  readonly monotonic: () => number;
  /** Nothing can be answered here any more. */
  readonly onEnded: () => void;
  readonly onFault: (error: unknown, where: string) => void;
};
type Asking = Extract<PopupState, { kind: 'request' }>;

const DENIED = 'Denied.';
const GONE = 'This request is not waiting any more.';
const KEY = 'drawn';

/** @param id of a request that waits */
export function createPopupScreen({ desk, monotonic, onEnded, onFault }: Deps, id: string): PopupScreen {
  const guard = createInputGuard(monotonic);
  const waiters = createWaiters();
  let drawing = 1;
  let isSeen = true;
  let isSettling = false;
  const first = desk.find(id);
  let state: PopupState = first === null ? { kind: 'ended', drawing, line: GONE } : asking(first, null);
  const stop = desk.onChange(refresh);

  function asking(request: RequestView, note: string | null): Asking {
    return { kind: 'request', drawing, request, note, hold: null };
  }

  function draw(next: (drawing: number) => PopupState): void {
    drawing += 1;
    state = next(drawing);
    guard.restart();
    waiters.wake(KEY);
  }

  function end(line: string): void {
    stop();
    onEnded();
    draw(() => ({ kind: 'ended', drawing, line }));
  }

  /** Brings the drawing in line with the desk. That an announced request can be answered now explains itself. */
  function refresh(): void {
    if (isSettling || state.kind === 'ended') return;
    const request = desk.find(id);
    const before = state.request;
    if (request === null) end(GONE);
    else if (appearance(before) === appearance(request)) state = { ...state, request };
    else draw(() => asking(request, before.stage === request.stage ? LOOK_AGAIN : null));
  }

  function current(presented: unknown): Asking | null {
    return state.kind === 'request' && state.drawing === presented && !isSettling ? state : null;
  }

  async function decide(decision: Decision): Promise<Settlement> {
    isSettling = true;
    try {
      return await desk.decide(id, decision, 'window');
    } catch (error) {
      onFault(error, 'the popup');
      return 'fault';
    } finally {
      isSettling = false;
    }
  }

  function settled({ answer }: Decision, outcome: Settlement): void {
    const note = noteFor(outcome);
    const request = note === null ? null : desk.find(id);
    if (request !== null) draw(() => asking(request, note));
    else if (outcome === 'decided') end(answer === 'allow' ? CONNECTED : DENIED);
    else end(outcome === 'fault' ? GONE : notConnected(outcome));
  }

  return {
    state(seen) {
      isSeen = seen !== false;
      guard.restart();
      return state;
    },
    async after(seen, milliseconds, signal) {
      if (seen === drawing) await waiters.until(KEY, milliseconds, signal);
      return state;
    },
    async answer(presented, value) {
      const asked = current(presented);
      const decision = asked === null ? null : readDecision(value, asked.request);
      if (decision === null || !guard.isOver() || !isSeen) return false;
      settled(decision, await decide(decision));
      return true;
    },
    extend(presented) {
      if (current(presented) === null || !desk.extend(id)) return null;
      const request = desk.find(id);
      return request === null ? null : { expiresAt: request.expiresAt, mayExtend: request.mayExtend };
    },
    disturbed(seen) {
      isSeen = seen === true;
      guard.restart();
    },
    close() {
      stop();
      waiters.wakeAll();
    },
  };
}
