import { dayOf } from './period.ts';

/** `Date.parse` alone makes 2 March of 30 February. @returns milliseconds since the epoch, or null for a day or an hour that there is not */
export function isoInstant(text: string): number | null {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  const instant = Date.parse(text);
  return Number.isNaN(instant) || dayOf(year ?? 0, (month ?? 0) - 1, day ?? 0) === null ? null : instant;
}
