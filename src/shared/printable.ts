/**
 * A stranger's text on a person's terminal: one line, nothing that moves the cursor, recolours, hides, reorders or
 * imitates a line of ours. Cleaned where it is printed, whatever has been cleaned before.
 */

/** Control, format (bidirectional, zero-width, tags), surrogate, private use, unassigned, line and paragraph separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const BLANK = /[\u115f\u1160\u3164\uffa0\u2800\u034f]/gu;

/** @param longest characters; what is cut off is shown as … */
export function printable(text: string, longest = 200): string {
  const clean = [...text.slice(0, 8192).replace(/\s+/gu, ' ').replace(UNPRINTABLE, '').replace(BLANK, '').trim()];
  return clean.length <= longest ? clean.join('') : `${clean.slice(0, longest - 1).join('')}…`;
}

/** A claim, in quotes: the quotes are ours, so the text itself may not contain any. */
export function quoted(name: string | null): string {
  const clean = name === null ? '' : printable(name, 40).replace(/["“”„‟«»]/gu, "'");
  return clean === '' ? 'A program without a name' : `“${clean}”`;
}

/** East Asian wide and emoji presentation: two columns in a terminal. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;
const MARK = /\p{M}/u;

/** Columns a text takes in a terminal, well enough for a table. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0);
}
