/** "Early March", "mid-2025", "the end of last month", "Mitte November", "Ende letzten Monats", "début mars", "a finales de 2025": a third of it. */
import { foldText } from '../../shared/fold-text.ts';
import { isModal } from './month-as-word.ts';
import { movedAfter } from './moved-after.ts';
import { PART_OPENERS, PART_WORDS, type PartWord, THIS_ONE } from './part-words.ts';
import { thirdOf, unitAround } from './period.ts';
import { readCalendarName } from './read-calendar-name.ts';
import { readMonth } from './read-month.ts';
import type { Read, Reader } from './read-period.ts';
import { readRelative } from './read-relative.ts';
import { readSeason } from './read-season.ts';
import { readSmallMonth } from './romance-day.ts';
import { isBesideNext, type Token, textFrom } from './tokens.ts';
import { SEASONS } from './vocabulary.ts';

const OWN = [readRelative, readMonth, readSeason, readCalendarName];
const ROMANCE = [readSmallMonth, readSeason, readCalendarName];

export const readPart: Reader = (tokens, at, now) => {
  const head = afterOpeners(tokens, at);
  const part = PART_WORDS.get(tokens[head]?.word ?? '');
  const joint = part?.joint.exec(textFrom(tokens, head + 1))?.[0];
  if (part === undefined || joint === undefined || !isBeside(tokens, head)) return null;
  const place = head + joint.split(' ').length;
  const whole = readWhole(tokens, place, now, part, joint);
  // "Late November" in the middle of it is the one of the year before.
  const isToCome = whole?.vague === true && (thirdOf(whole.period, part.third)?.from ?? now) > now;
  const begun = isToCome ? readWhole(tokens, place, whole.period.from - 1, part, joint) : whole;
  const period = begun === null ? null : thirdOf(begun.period, part.third);
  return period === null || begun === null ? null : { period, next: begun.next, vague: mayBeOther(tokens, head, joint, begun) };
};

function afterOpeners(tokens: readonly Token[], at: number): number {
  const isOpener = (place: number) => PART_OPENERS.has(tokens[place]?.word ?? '');
  if (!isOpener(at)) return at;
  return isOpener(at + 1) ? at + 2 : at + 1;
}

/** Not "Ende-zu-Ende 2025" nor "Berlin Mitte, März 2025"; and "mi 2025" without a hyphen is my own. */
function isBeside(tokens: readonly Token[], head: number): boolean {
  if (tokens[head]?.hyphened === true || !isBesideNext(tokens, head)) return false;
  return tokens[head]?.word !== 'mi' || tokens[head + 1]?.hyphened === true;
}

/** "Late may work", "early summer dress"; "los principios de 2025" may be principles, "las finales de 2024" of a cup. */
function mayBeOther(tokens: readonly Token[], head: number, joint: string, { vague }: Read): boolean {
  const isSpanish = /^(?:principios|comienzos|inicios|finales|fines)$/.test(tokens[head]?.word ?? '');
  if (isSpanish) return tokens[head - 1]?.word !== 'a';
  return joint === '' && vague === true && (isModal(tokens, head + 1) || SEASONS.has(foldText(tokens[head + 1]?.word ?? '')));
}

function readWhole(tokens: readonly Token[], at: number, now: number, { isRomance }: PartWord, joint: string): Read | null {
  for (const read of isRomance ? ROMANCE : OWN) {
    const found = read(tokens, at, now);
    if (found !== null) return found;
  }
  for (const unit of ['month', 'year'] as const) {
    const moved = movedAfter(tokens, at, unit);
    if (moved !== null) return { period: unitAround(now, unit, moved.by), next: moved.next };
  }
  const unit = THIS_ONE.get(tokens[at]?.word ?? '');
  return unit === undefined || joint === '' || joint === 'of ' ? null : { period: unitAround(now, unit), next: at + 1, vague: true };
}
