/** Whether somebody is in front of the screen: a prompt that nobody can see must neither be shown nor count as left unanswered. */

type Event = 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume' | 'user-did-resign-active' | 'user-did-become-active';

/** What of Electron's `powerMonitor` is used. */
export type PowerMonitor = {
  on(event: Event, listener: () => void): unknown;
  /** @param threshold seconds without a key or a move of the pointer */
  getSystemIdleState(threshold: number): 'active' | 'idle' | 'locked' | 'unknown';
};

type Reason = 'locked' | 'asleep' | 'another session' | 'idle' | 'full screen';

/** Seconds. */
const IDLE = 5 * 60;

export type Presence = {
  isAway(): boolean;
  /** Called every few seconds, because no event tells of idle time; on Linux none tells of the lock either. */
  look(): void;
  /** Called before something comes to the screen: also whether a program fills it, which takes a moment to find out. */
  lookClosely(): Promise<void>;
  /** The person has clicked something of ours: whatever fills a screen, they are not in it. */
  isHere(): void;
};

type Deps = {
  readonly monitor: PowerMonitor;
  /** Whether the program in front fills its screen; false where the system does not tell. */
  readonly isFullScreen: () => Promise<boolean>;
  /** Told of every change. */
  readonly setAway: (away: boolean) => void;
};

export function watchPresence({ monitor, isFullScreen, setAway }: Deps): Presence {
  const reasons = new Set<Reason>();

  function set(reason: Reason, holds: boolean): void {
    const before = reasons.size > 0;
    if (holds) reasons.add(reason);
    else reasons.delete(reason);
    const away = reasons.size > 0;
    if (away !== before) setAway(away);
  }

  function look(): void {
    const state = monitor.getSystemIdleState(IDLE);
    set('idle', state === 'idle' || state === 'locked');
    // That it ended is found out here; that it began matters only when something is about to be shown.
    if (reasons.has('full screen')) void isFullScreen().then((fills) => set('full screen', fills && reasons.has('full screen')));
  }

  const on = (event: Event, reason: Reason, holds: boolean) =>
    monitor.on(event, () => {
      set(reason, holds);
      look();
    });
  on('lock-screen', 'locked', true);
  on('unlock-screen', 'locked', false);
  on('suspend', 'asleep', true);
  on('resume', 'asleep', false);
  on('user-did-resign-active', 'another session', true);
  on('user-did-become-active', 'another session', false);
  return {
    isAway: () => reasons.size > 0,
    look,
    async lookClosely() {
      look();
      set('full screen', await isFullScreen());
    },
    isHere() {
      look();
      set('full screen', false);
    },
  };
}
