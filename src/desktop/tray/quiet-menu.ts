/** No pop-ups for a while. What is checked is what the state says, not what was clicked. */
import { ENDLESS } from '../../consent/attention/quiet.ts';
import type { Line } from './menu.ts';
import type { RunningState, TrayActions } from './state.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of the local clock: tomorrow begins when most people do, and whoever is still up at three has not slept. */
const MORNING = 8;
const NIGHT_ENDS = 4;

export function quietMenu(state: RunningState, { beQuiet, endQuiet }: TrayActions): Line {
  const { quietUntil, now } = state;
  const tomorrow = tomorrowMorning(now);
  const chosen = choice(quietUntil, now, tomorrow);
  const line = (label: string, name: typeof chosen, click: () => void): Line => ({ label, type: 'radio', checked: chosen === name, click });
  return {
    label: 'Quiet: no pop-ups',
    submenu: [
      ...note(state),
      line('Off', 'off', () => endQuiet()),
      line('1 hour', 'hour', () => beQuiet(HOUR / MINUTE)),
      line('Until tomorrow', 'tomorrow', () => beQuiet(Math.round((tomorrow - now) / MINUTE))),
      line('Until I turn it off', 'endless', () => beQuiet(null)),
    ],
  };
}

/** When it ends, and that too many asked where the person did not want it themselves. */
function note({ quietUntil, silence }: RunningState): Line[] {
  if (quietUntil === null || quietUntil === ENDLESS) return [];
  const until = new Date(quietUntil).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return [{ label: silence === 'flood' ? `Too many requests, quiet until ${until}` : `Quiet until ${until}`, enabled: false }, { type: 'separator' }];
}

function choice(quietUntil: number | null, now: number, tomorrow: number): 'off' | 'hour' | 'tomorrow' | 'endless' | 'other' {
  if (quietUntil === null) return 'off';
  if (quietUntil === ENDLESS) return 'endless';
  // It was asked for in whole minutes.
  if (Math.abs(quietUntil - tomorrow) <= MINUTE) return 'tomorrow';
  return quietUntil - now <= HOUR ? 'hour' : 'other';
}

/** @returns milliseconds since the epoch */
function tomorrowMorning(now: number): number {
  const morning = new Date(now);
  if (morning.getHours() >= NIGHT_ENDS) morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING, 0, 0, 0);
}
