/** How long ago, or how long yet, in the words a person uses. */

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const UNITS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [365 * DAY, 'year'],
  [30 * DAY, 'month'],
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** @param at milliseconds since the epoch, as is `now` */
export function relative(at: number, now: number): string {
  const distance = at - now;
  const [length, unit] = UNITS.find(([least]) => Math.abs(distance) >= least) ?? [MINUTE, null];
  if (unit !== null) return words.format(Math.trunc(distance / length), unit);
  return distance > 0 ? 'in less than a minute' : 'just now';
}

/** `4:05` until then, never below nothing. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
