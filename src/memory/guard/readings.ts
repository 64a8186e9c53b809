/** A text as a machine reads it, whatever it was dressed up as. */
import { LOOKALIKES } from '../../shared/lookalikes.ts';

/** Format characters, tags, variation selectors, blanks: nothing that a reader sees. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]|\u034f/gu;
const ACCENTS = /(\p{Script=Latin})[\u0300-\u036f]+/gu;
const SPACES = /[^\S\n]+/g;
/** Five and more letters with the same sign between them: i g n o r e. */
const SPACED_OUT = /(?<![\p{L}\p{N}])\p{L}(?:([ ._*-])\p{L})(?:\1\p{L}){3,40}(?![\p{L}\p{N}])/gu;
const DIGIT_LETTERS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
const DIGIT_IN_WORD = /(?<=\p{L})[\d@$]|(?<=\p{L})!(?=\p{L})|[\d@$!](?=\p{L})/gu;

/** NFKC, without what is invisible and without the accents of Latin letters; case and lines are kept. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(ACCENTS, '$1').normalize('NFKC').replace(INVISIBLE, '').replaceAll('\\"', '"').replace(SPACES, ' ');
}

/**
 * Lower case, and once more with letters of other scripts and digits as the Latin letters that they are read as.
 * @param text as `plain` makes it
 */
export function readings(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const latin = lower
    .replace(SPACED_OUT, (run) => [...run].filter((_, index) => index % 2 === 0).join(''))
    .replace(/[^\0-\x7f]/gu, (letter) => LOOKALIKES[letter] ?? letter)
    .replace(DIGIT_IN_WORD, (sign) => DIGIT_LETTERS[sign] ?? sign);
  return latin === lower ? [lower] : [lower, latin];
}
