/** A stranger's text on a terminal: no escape sequences, no line breaks, no characters that reorder what is read. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

export function plainText(text: string): string {
  return text.replace(UNSAFE, '');
}

/** In quotes, because it is what the program calls itself. */
export function quotedName(name: string | null): string {
  return name === null ? 'a program without a name' : `“${plainText(name)}”`;
}
