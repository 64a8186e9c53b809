/** A name is the client's own claim: what is suspicious about it, in words. */
import { LOOKALIKES } from '../shared/lookalikes.ts';

/** In a name, digits and signs are read as letters, too. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { ...LOOKALIKES, '0': 'o', '1': 'l', i: 'l', '|': 'l', '3': 'e', '5': 's' };
/** Scripts in which nothing is read as a Latin letter; any other beside Latin is suspicious (Unicode TR39 §5.2, moderately restrictive). */
const UNLIKE_LATIN = new RegExp(
  `[${'Latin Common Inherited Arabic Bengali Bopomofo Devanagari Ethiopic Georgian Gujarati Gurmukhi Hangul Han Hebrew Hiragana Kannada Katakana Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]`,
  'u',
);
const OURS = skeleton('Gatehouse');

/** @param isTaken whether another program that is connected now has a name with this skeleton */
export function nameWarnings(name: string | null, isTaken: (bare: string) => boolean): readonly string[] {
  if (name === null) return [];
  const bare = skeleton(name);
  return [
    ...(bare.includes(OURS) ? ['It uses the name of Gatehouse, but is not part of it'] : []),
    ...(isTaken(bare) ? ['Another connection already has this name'] : []),
    ...(/\p{Script=Latin}/u.test(name) && [...name].some((letter) => !UNLIKE_LATIN.test(letter)) ? ['Its name uses look-alike letters of another script'] : []),
  ];
}

/**
 * What is left when everything is taken away that the eye passes over; all of it when that would be nothing. It takes a
 * while, so it is made once for a name that is kept.
 */
export function skeleton(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('rn', 'm').replaceAll('vv', 'w');
  const letters = [...plain]
    .map((letter) => LOOKS_LIKE[letter] ?? letter)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join('');
  return letters === '' ? plain : letters;
}
