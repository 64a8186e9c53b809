/** Text that a person may paste where others read it. */

/** Long enough to be a secret, and no word: tokens, codes, challenges, handles. */
const RANDOM = /[A-Za-z0-9_~+=-]{28,}(?:\.[A-Za-z0-9_~+=-]{10,})*/g;
const OURS = /\bgh[crsmki]_[A-Za-z0-9_-]{8,}/g;
const QUERY = /\?[^\s'",)]*/g;

/** @returns the text without anything that could be a secret, and without the queries of addresses */
export function redact(text: string): string {
  return text.replace(QUERY, '?…').replace(OURS, '…').replace(RANDOM, isWords);
}

/** Package names and paths have words between their dashes; a secret has digits and both cases in one piece. */
function isWords(piece: string): string {
  return piece.split(/[-_=+~.]/).every((part) => part.length < 16 && !(/\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part))) ? piece : '…';
}
