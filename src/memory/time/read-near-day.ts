/** "today", "yesterday evening", "tonight", "the day before yesterday", "Monday morning", "Friday last week". */
import { movedAfter } from './moved-after.ts';
import { DAY, nightOf, type Period, partOfDay, unitAround, weekendOf } from './period.ts';
import type { Read, Reader } from './read-period.ts';
import type { Token } from './tokens.ts';
import { PARTS_OF_DAY, WEEKDAYS } from './vocabulary.ts';
import { weekdayBefore, weekdayOfThisWeek } from './week-days.ts';

export const readNearDay: Reader = (tokens, at, now) => {
  const word = tokens[at]?.word ?? '';
  if (word === 'today') return withPartOfDay(tokens, at + 1, unitAround(now, 'day'));
  if (word === 'yesterday') return withPartOfDay(tokens, at + 1, unitAround(now, 'day', -1));
  if (word === 'tonight') return { period: nightOf(now), next: at + 1 };
  if (word === 'day' && tokens[at + 1]?.word === 'before' && tokens[at + 2]?.word === 'yesterday') {
    return { period: unitAround(now, 'day', -2), next: at + 3 };
  }
  if (word === 'weekend' || word === 'wochenende') return { period: latestWeekend(now), next: at + 1, vague: true };
  const weekday = WEEKDAYS.get(word);
  if (weekday === undefined) return null;
  return ofNamedWeek(tokens, at + 1, now, weekday) ?? { ...withPartOfDay(tokens, at + 1, weekdayBefore(now, weekday, 0)), vague: true };
};

/** The one that runs or is over: who asks on a Wednesday what happened on the weekend means no other. */
function latestWeekend(now: number): Period {
  const ofThisWeek = weekendOf(now);
  return ofThisWeek.from <= now ? ofThisWeek : weekendOf(now - 7 * DAY);
}

/** "Friday last week", "Friday of this week", "Montag vor zwei Wochen": on a Sunday the latest Friday is of another week. */
export function ofNamedWeek(tokens: readonly Token[], at: number, now: number, weekday: number): Read | null {
  const moved = movedAfter(tokens, at, 'week');
  return moved === null ? null : { period: weekdayOfThisWeek(now + moved.by * 7 * DAY, weekday), next: moved.next };
}

function withPartOfDay(tokens: readonly Token[], at: number, day: Period): Read {
  const part = PARTS_OF_DAY.get(tokens[at]?.word ?? '');
  return part === undefined ? { period: day, next: at } : { period: partOfDay(day.from, part), next: at + 1 };
}
