/** Times as a person says them. */

const SECOND = 1_000;
const UNITS: readonly (readonly [length: number, name: string])[] = [
  [365 * 86_400 * SECOND, 'year'],
  [30 * 86_400 * SECOND, 'month'],
  [86_400 * SECOND, 'day'],
  [3_600 * SECOND, 'hour'],
  [60 * SECOND, 'minute'],
  [SECOND, 'second'],
];

/** @param at @param now milliseconds; a past time reads "3 minutes ago", a coming one "in 3 minutes" */
export function spokenTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  const unit = UNITS.find(([length]) => distance >= length);
  if (unit === undefined) return 'just now';
  const [length, name] = unit;
  const count = Math.floor(distance / length);
  const words = `${count} ${name}${count === 1 ? '' : 's'}`;
  return at <= now ? `${words} ago` : `in ${words}`;
}

/** Time left as `1:42`; `0:00` when it is over. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
