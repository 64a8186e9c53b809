import type { Token } from './tokens.ts';
import { GERMAN_WEEKDAYS, PREVIOUS } from './vocabulary.ts';

/** Of a day in digits, or of a date: "am 5. März", "am 31.12.2025". */
const DAY = /^\d{1,2}$|^\d+[-./]/;

/** "Am Montag", "am letzten Freitag", "vom 5. März": not "I am", and not "at 10 am Monday". */
export function isGermanOn(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:am|vom)$/.test(tokens[at]?.word ?? '') || /^\d/.test(tokens[at - 1]?.word ?? '')) return false;
  const next = tokens[at + 1]?.word ?? '';
  const weekday = PREVIOUS.has(next) ? tokens[at + 2]?.word : next;
  return GERMAN_WEEKDAYS.has(weekday ?? '') || weekday === 'wochenende' || DAY.test(next);
}
