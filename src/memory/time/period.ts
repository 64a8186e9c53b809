/** Stretches of the calendar, in wall time: from the first millisecond to the one after the last. */

export type Period = { readonly from: number; readonly to: number };

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';

const FIXED: Partial<Record<Unit, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, half: 6, year: 12 };
export const DAY = 86_400_000;
const HOUR = 3_600_000;

/** First moment of a month; months may run over the year in both directions. */
export function monthStart(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime();
}

/** @returns null for a date that the calendar does not have, such as 30 February */
export function dayOf(year: number, month: number, day: number): Period | null {
  const from = monthStart(year, month) + (day - 1) * DAY;
  const date = new Date(from);
  return date.getUTCMonth() === month && day >= 1 ? { from, to: from + DAY } : null;
}

/** The whole unit that a moment lies in, moved by so many of them. Weeks begin on Monday (ISO 8601). */
export function unitAround(wall: number, unit: Unit, moved = 0): Period {
  const months = MONTHS[unit];
  if (months !== undefined) {
    const date = new Date(wall);
    const first = Math.floor(date.getUTCMonth() / months) * months + moved * months;
    return { from: monthStart(date.getUTCFullYear(), first), to: monthStart(date.getUTCFullYear(), first + months) };
  }
  const length = FIXED[unit] ?? DAY;
  // 1970-01-01 was a Thursday, three days after a Monday.
  const origin = unit === 'week' ? -3 * DAY : 0;
  const from = Math.floor((wall - origin) / length) * length + origin + moved * length;
  return { from, to: from + length };
}

/** The last so many units up to now, by the clock and not by the calendar: "last 3 days" at noon begins at noon. */
export function unitsBefore(wall: number, unit: Unit, count: number): Period {
  const months = MONTHS[unit];
  if (months === undefined) return { from: wall - count * (FIXED[unit] ?? DAY), to: wall + 1 };
  const date = new Date(wall);
  const first = new Date(monthStart(date.getUTCFullYear(), date.getUTCMonth() - count * months));
  const lastDay = new Date(monthStart(first.getUTCFullYear(), first.getUTCMonth() + 1) - DAY).getUTCDate();
  return { from: first.getTime() + (Math.min(date.getUTCDate(), lastDay) - 1) * DAY + (wall - unitAround(wall, 'day').from), to: wall + 1 };
}

/** @param month 0 to 11 */
export function monthOf(year: number, month: number): Period {
  return { from: monthStart(year, month), to: monthStart(year, month + 1) };
}

export function yearOf(year: number): Period {
  return { from: monthStart(year, 0), to: monthStart(year + 1, 0) };
}

/** @param index 0 to 3 */
export function quarterOf(year: number, index: number): Period {
  return { from: monthStart(year, index * 3), to: monthStart(year, index * 3 + 3) };
}

/**
 * Days 1 to 10, 11 to 20 and the rest of a month; of a longer stretch the same number of whole months each.
 * @param index 0 to 2
 * @returns null for what has no such thirds, such as a week
 */
export function thirdOf({ from, to }: Period, index: number): Period | null {
  const [first, last] = [new Date(from), new Date(to)];
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  const isWhole = [first, last].every((date) => monthStart(date.getUTCFullYear(), date.getUTCMonth()) === date.getTime());
  if (!isWhole || (months !== 1 && months % 3 !== 0)) return null;
  const day = (third: number) => (third === 3 ? to : from + third * 10 * DAY);
  const month = (third: number) => monthStart(first.getUTCFullYear(), first.getUTCMonth() + (third * months) / 3);
  const start = months === 1 ? day : month;
  return { from: start(index), to: start(index + 1) };
}

/** @param index 0 or 1 */
export function halfOf(year: number, index: number): Period {
  return { from: monthStart(year, index * 6), to: monthStart(year, index * 6 + 6) };
}

/** Three whole months, as meteorologists count them in the north; winter begins in December of the year that names it. */
export function seasonOf(year: number, index: number): Period {
  return { from: monthStart(year, index * 3 + 2), to: monthStart(year, index * 3 + 5) };
}

export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';
const PARTS: Readonly<Record<PartOfDay, readonly [number, number]>> = { morning: [5, 12], afternoon: [12, 18], evening: [18, 24], night: [18, 30] };

/** @param day any moment of it; its night ends at six the next morning */
export function partOfDay(day: number, part: PartOfDay): Period {
  const { from } = unitAround(day, 'day');
  const [first, last] = PARTS[part];
  return { from: from + first * HOUR, to: from + last * HOUR };
}

/** The night that runs, or by day the one to come. */
export function nightOf(wall: number): Period {
  return partOfDay(wall - 6 * HOUR, 'night');
}

/** Saturday and Sunday of the week of a moment. */
export function weekendOf(wall: number): Period {
  const { to } = unitAround(wall, 'week');
  return { from: to - 2 * DAY, to };
}
