/**
 * One spelling for what people write in several: without case, accents and compatibility forms, so that "Café", "CAFE" and "ｃａｆé"
 * are one word. What is indexed and what is asked both come through here. Marks of scripts that cannot do without them stay.
 */
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
/** Points and strokes that Hebrew and Arabic leave out as often as they write them. */
const POINTS = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
/** Letters that Unicode does not take apart, as people without them on the keyboard write them; the Turkish i without a dot too. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ŧ: 't' };
const UNDECOMPOSED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/** Most words, and the most of what is looked through for a part of one. */
const ASCII = /^[\0-\x7f]*$/;

export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTED, '$1')
    .replace(POINTS, '')
    .replace(UNDECOMPOSED, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** @param part folded. @returns whether it is anywhere in the text, also where an umlaut is written out */
export function holds(text: string, part: string): boolean {
  return foldText(text).includes(part) || spelledOut(text).some((word) => word.includes(part));
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const UMLAUT = /[äöüøå]/giu;
/** Whole words first: looking for an umlaut with letters on both sides would try every letter of a long word as a beginning. */
const WORD = /[\p{L}\p{N}]+/gu;

/** The second spelling of words with an umlaut, folded: "Müller" is "muller" already, and "mueller" besides. */
export function spelledOut(text: string): string[] {
  return umlautSpellings(text).map(([, spelled]) => spelled);
}

/** @returns per word with an umlaut, in its order: the word folded, and its second spelling */
export function umlautSpellings(text: string): (readonly [folded: string, spelledOut: string])[] {
  const composed = text.normalize('NFC');
  if (composed.search(UMLAUT) === -1) return [];
  const words = (composed.match(WORD) ?? []).filter((word) => word.search(UMLAUT) !== -1);
  return words.map((word) => [foldText(word), foldText(word.replace(UMLAUT, (letter) => UMLAUTS[letter.toLowerCase()] ?? letter))]);
}
