import { DAY, type Period, unitAround } from './period.ts';

/**
 * The latest day of that name.
 * @param weekday Monday is 0
 * @param back 1 when today does not count
 */
export function weekdayBefore(now: number, weekday: number, back: 0 | 1): Period {
  const today = unitAround(now, 'day', -back);
  // 1970-01-01 was a Thursday.
  const since = (((today.from / DAY + 3 - weekday) % 7) + 7) % 7;
  return { from: today.from - since * DAY, to: today.to - since * DAY };
}

export function weekdayOfThisWeek(now: number, weekday: number): Period {
  const from = unitAround(now, 'week').from + weekday * DAY;
  return { from, to: from + DAY };
}
