/** What cannot be seen but is there: control characters, what reorders the text, what has no width. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
/** Joiners of letters and pictures, and what makes lines and paragraphs of them. */
const WELCOME = /[\n\t\u200c\u200d]/;

/** A text with nothing hidden in it: what the eye would pass over is written out. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (letter) => (WELCOME.test(letter) ? letter : `⟨U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`));
}
