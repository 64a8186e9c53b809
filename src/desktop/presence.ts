/** Whether somebody is in front of the screen: a prompt that nobody can see must neither be shown nor count as left unanswered. */

/** What of Electron's `powerMonitor` is used. */
export type PowerMonitor = {
  on(event: 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume', listener: () => void): unknown;
  /** Seconds. */
  getSystemIdleTime(): number;
};

/** Seconds without a key or a move of the pointer. */
const IDLE = 5 * 60;

/**
 * @param setAway told of every change
 * @returns looks at the idle time; called every few seconds, because no event tells of it
 */
export function watchPresence(monitor: PowerMonitor, setAway: (away: boolean) => void): () => void {
  let locked = false;
  let asleep = false;
  let away = false;

  function look(): void {
    const next = locked || asleep || monitor.getSystemIdleTime() >= IDLE;
    if (next === away) return;
    away = next;
    setAway(away);
  }

  const on = (event: Parameters<PowerMonitor['on']>[0], change: () => void) =>
    monitor.on(event, () => {
      change();
      look();
    });
  on('lock-screen', () => {
    locked = true;
  });
  on('unlock-screen', () => {
    locked = false;
  });
  on('suspend', () => {
    asleep = true;
  });
  on('resume', () => {
    asleep = false;
  });
  return look;
}
