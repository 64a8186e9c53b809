import type { QuietHours } from '../../shared/live-settings.ts';

const MINUTE = 60_000;
const DAY = 24 * 60;

/**
 * @param now milliseconds since the epoch, as what is returned
 * @param timeZone IANA name, such as `Europe/Berlin`
 * @returns when the quiet hours end that it is now; null outside of them
 */
export function endOfQuietHours({ from, to }: QuietHours, now: number, timeZone: string): number | null {
  const since = (minuteOfDay(now, timeZone) - from + DAY) % DAY;
  // Also over midnight.
  const length = (to - from + DAY) % DAY;
  return since < length ? whenItIs(to, (Math.floor(now / MINUTE) + length - since) * MINUTE, now, timeZone) : null;
}

/** The clock on the wall may be changed until then. A time that it leaves out that night is taken as it would have come. */
function whenItIs(minute: number, guess: number, now: number, timeZone: string): number {
  const off = ((minuteOfDay(guess, timeZone) - minute + DAY + DAY / 2) % DAY) - DAY / 2;
  const at = guess - off * MINUTE;
  return at > now && minuteOfDay(at, timeZone) === minute ? at : guess;
}

function minuteOfDay(at: number, timeZone: string): number {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at).split(':').map(Number);
  return (hour % 24) * 60 + minute;
}
