/** A stranger's text on a terminal: no escape sequences, no line breaks, no characters that reorder what is read. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const QUOTES = /["“”„‟«»‹›〝〞〟❝❞＂]/gu;
const LONGEST_NAME = 40;

export function plainText(text: string): string {
  return text.replace(UNSAFE, '');
}

/** How a text begins, on one line. @param longest characters, the ellipsis included */
export function beginningOf(text: string, longest: number): string {
  // No more than could be shown is looked at: a memory can be long.
  const letters = [...plainText(text.slice(0, longest * 4).replace(/\s+/g, ' '))];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('');
}

/** The beginning of a text as it is, and never half a character at its end. @param longest UTF-16 units */
export function cutText(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}

/** A name in quotes, because it is what the program calls itself: short, and unable to end the quotes and go on in our voice. */
export function quotedName(name: string | null): string {
  if (name === null) return 'a program without a name';
  const letters = [...plainText(name).replace(QUOTES, "'")];
  return `“${letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : letters.join('')}”`;
}

/** A value as one line of JSON that a terminal can be shown: nothing is lost, what is unsafe is escaped. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE, (letter) => letter.split('').map(escaped).join(''));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
