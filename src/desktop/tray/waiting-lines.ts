/** One line per request that waits, a few of them: a menu is not where a flood is sorted. */
import { quotedName } from '../../shared/plain-text.ts';
import type { Line } from './menu.ts';
import type { RunningState, TrayActions } from './state.ts';
import { menuText } from './words.ts';

const MOST = 5;
/** Seconds. The menu is made anew in steps, because one that is open may not follow. */
const STEP = 5;

export function waitingLines({ waiting, now }: RunningState, { review, open }: TrayActions): Line[] {
  const lines = waiting.slice(0, MOST).map(
    ({ id, code, client, expiresAt }): Line => ({
      id: `waiting ${id}`,
      label: menuText(`${client.name === null ? 'A program' : quotedName(client.name)} is waiting, code ${code}: review… (${timeLeft(expiresAt - now)} left)`),
      click: () => review(id),
    }),
  );
  const more = waiting.length - lines.length;
  return more === 0 ? lines : [...lines, { label: `${more} more…`, click: () => open('/requests') }];
}

/** Never more than there is. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000 / STEP) * STEP);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
