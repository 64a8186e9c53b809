/** A name is the client's own claim: what is suspicious about it, in words. */

/** Letters of other scripts, and digits, that are read as Latin letters (a small part of Unicode TR39's confusables). */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  ѵ: 'v',
  ո: 'n',
  օ: 'o',
  ս: 'u',
  ı: 'i',
  ɡ: 'g',
  ʟ: 'l',
  ᴏ: 'o',
  '0': 'o',
  '1': 'l',
  i: 'l',
  '|': 'l',
  '3': 'e',
  '5': 's',
};
/** Scripts in which nothing is read as a Latin letter; any other beside Latin is suspicious (Unicode TR39 §5.2, moderately restrictive). */
const UNLIKE_LATIN = new RegExp(
  `[${'Latin Common Inherited Arabic Bengali Bopomofo Devanagari Ethiopic Georgian Gujarati Gurmukhi Hangul Han Hebrew Hiragana Kannada Katakana Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]`,
  'u',
);
const OURS = skeleton('Gatehouse');

/** @param connected skeletons of the names of other programs that are connected now */
export function nameWarnings(name: string | null, connected: readonly (string | null)[]): readonly string[] {
  if (name === null) return [];
  const bare = skeleton(name);
  const taken = connected.includes(bare);
  return [
    ...(bare.includes(OURS) ? ['It uses the name of Gatehouse, but is not part of it'] : []),
    ...(taken ? ['Another connection already has this name'] : []),
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
