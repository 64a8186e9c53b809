/** Keeps what the person sees in step with the broker: the tray when it shows something else, the window when it may. */
import type { ActivityEvent } from '../activity/events.ts';
import type { ActivityLog } from '../activity/record.ts';
import type { ConsentDesk } from '../consent/desk.ts';
import { createSoon } from './soon.ts';

/** Milliseconds: what changes together is drawn together. */
const TRAY = 100;
const WINDOW = 250;
/** Milliseconds between two looks at the clock: times left run by seconds, "5 min ago" by minutes. */
const WHILE_WAITING = 5_000;
const AT_REST = 60_000;

/** What happens many times a second and changes nothing that the tray says but a time. */
const ROUTINE: ReadonlySet<ActivityEvent['kind']> = new Set(['tool.called', 'session.renewed', 'refusals.counted']);

export type FollowDeps = {
  readonly tray: () => Promise<void>;
  readonly window: () => void;
  /** Whether a request waits. */
  readonly isWaiting: () => boolean;
  readonly log: (line: string) => void;
};

export function createFollow({ tray, window, isWaiting, log }: FollowDeps) {
  const drawTray = createSoon(tray, TRAY, (error) => log(`the tray could not be drawn: ${String(error)}`));
  const tellWindow = createSoon(
    async () => window(),
    WINDOW,
    (error) => log(`the window could not be told: ${String(error)}`),
  );

  function changed(): void {
    drawTray();
    tellWindow();
  }

  setInterval(drawTray, AT_REST);
  setInterval(() => {
    if (isWaiting()) drawTray();
  }, WHILE_WAITING);
  return {
    changed,
    broker(desk: Pick<ConsentDesk, 'onChange'>, activity: Pick<ActivityLog, 'onRecorded'>): void {
      desk.onChange(changed);
      activity.onRecorded(({ kind }) => (ROUTINE.has(kind) ? tellWindow() : changed()));
    },
  };
}
