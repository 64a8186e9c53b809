/** What an apostrophe cuts off a word is no word to look for: the s of "what's", the l of "l'oncle". Folded, as `foldText` leaves them. */
const BEHIND = /(?<=[\p{L}\p{N}])['’](?:s|t|m|d|re|ve|ll)(?![\p{L}\p{N}\p{M}'’])/gu;
const IN_FRONT = /(?<![\p{L}\p{N}\p{M}'’])(?:qu|[cdjlmnst])['’](?=\p{L})/gu;

/** Of each word something is left: "c't" is a c. */
export function withoutElisions(folded: string): string {
  return folded.replace(BEHIND, ' ').replace(IN_FRONT, ' ');
}
