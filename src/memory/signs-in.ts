/** Emoji, arrows, currencies: signs with what joins and varies them. Question marks and the like are in every text and no signs. */
const SIGNS = /\p{S}[\p{S}\p{M}\p{Cf}]*/u;
/** Asks for the coloured form of an emoji, and is left out as often as it is written. */
const COLOURED = /\ufe0f$/u;

/** @returns the first signs of a text, as they stand there; null when it has none */
export function signsIn(text: string): string | null {
  return SIGNS.exec(text)?.[0].replace(COLOURED, '') ?? null;
}
