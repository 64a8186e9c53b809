/** A client's name is a stranger's text in our prompt: one line, no characters that hide, reorder or imitate. */

const LONGEST = 128;
/** Control, format (bidirectional, zero-width, soft hyphen, tags), surrogate, private use, unassigned, separators, variation selectors, blanks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Variation_Selector}\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]|\u034f/gu;
/** Marks are stacked on a letter until they cover the lines above and below; no language needs more than two after NFKC. */
const STACKED = /(\p{M}{2})\p{M}+/gu;

/**
 * @param text `client_name` as it was sent
 * @returns at most 128 characters, NFKC, or null when nothing readable is left
 */
export function cleanName(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const name = text
    .slice(0, 4096)
    .normalize('NFKC')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(STACKED, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' ? null : [...name].slice(0, LONGEST).join('');
}
