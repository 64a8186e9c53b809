/** A text as a machine reads it, whatever it was dressed up as. */
import { LOOKALIKES } from '../../shared/lookalikes.ts';

/** Format characters, tags, variation selectors, blanks: nothing that a reader sees. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]|\u034f/gu;
const ACCENTS = /(\p{Script=Latin})[\u0300-\u036f]+/gu;
const SPACES = /[^\S\n]+/g;
/** Letters that Unicode does not take apart: the rules are written without their strokes, too. */
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ı: 'i' };
const UNDECOMPOSED = /[łŁøØđĐı]/gu;
/** Five and more letters with the same sign between them: i g n o r e. In such a text three are a word as well: a l l. */
const SPACED_OUT = /(?<![\p{L}\p{N}])\p{L}(?:([ ._*-])\p{L})(?:\1\p{L}){3,40}(?![\p{L}\p{N}])/gu;
const SPACED_SHORT = /(?<![\p{L}\p{N}])\p{L}([ ._*-])\p{L}\1\p{L}(?![\p{L}\p{N}])/gu;
const DIGIT_LETTERS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
const DIGIT_IN_WORD = /(?<=\p{L})[\d@$]|(?<=\p{L})!(?=\p{L})|[\d@$!](?=\p{L})/gu;

/** NFKC, without what is invisible and without the accents of Latin letters; case and lines are kept. */
export function plain(text: string): string {
  return bare(text).replaceAll('\\"', '"').replace(SPACES, ' ');
}

/** Lower case, and once more with letters of other scripts and digits as the Latin letters that they are read as. */
export function readings(text: string): readonly string[] {
  const lower = plain(text).toLowerCase();
  // Before runs of spaces become one: the longer ones stand between the words of a text that is spaced out.
  const latin = together(bare(text).toLowerCase())
    .replaceAll('\\"', '"')
    .replace(SPACES, ' ')
    .replace(/[^\0-\x7f]/gu, (letter) => LOOKALIKES[letter] ?? letter)
    .replace(DIGIT_IN_WORD, (sign) => DIGIT_LETTERS[sign] ?? sign);
  return latin === lower ? [lower] : [lower, latin];
}

function bare(text: string): string {
  const decomposed = text.normalize('NFKD').replace(ACCENTS, '$1').normalize('NFKC').replace(INVISIBLE, '');
  return decomposed.replace(UNDECOMPOSED, (letter) => LETTERS[letter] ?? letter);
}

function together(text: string): string {
  const joined = text.replace(SPACED_OUT, everySecond);
  return joined === text ? text : joined.replace(SPACED_SHORT, everySecond);
}

function everySecond(run: string): string {
  return [...run].filter((_, index) => index % 2 === 0).join('');
}
