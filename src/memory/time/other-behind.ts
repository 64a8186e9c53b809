import { PART_WORDS } from './part-words.ts';
import type { Token } from './tokens.ts';

/** What follows is not that time, but one before or after it: "avant le 3 mars", "antes de marzo", "bis Ende März". */
const OTHER_BEHIND = new Set([
  'avant',
  'après',
  'dès',
  'ici',
  "d'ici",
  'd’ici',
  "jusqu'à",
  'jusqu’à',
  'antes',
  'después',
  'despues',
  'hasta',
  'partir',
  'bis',
  'vor',
  'nach',
  'ab',
]);
/** What is named after a day: "place du 14 juillet". */
export const STREETS = new Set(['place', 'rue', 'avenue', 'boulevard', 'square', 'pont', 'station', 'plaza', 'calle', 'avenida']);
const OF = new Set(['du', 'de', 'del']);
const LINKS = new Set([...OF, ...PART_WORDS.keys(), 'le', 'la', 'el', 'dem', 'der', 'zum']);

/** @param at where a time begins */
export function isOtherBehind(tokens: readonly Token[], at: number): boolean {
  let place = at - 1;
  while (LINKS.has(tokens[place]?.word ?? '')) place -= 1;
  const word = tokens[place]?.word ?? '';
  // "It took place March 5" is of no street.
  return OTHER_BEHIND.has(word) || (STREETS.has(word) && OF.has(tokens[place + 1]?.word ?? ''));
}
