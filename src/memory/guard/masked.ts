/** A held secret in a list: enough of the words around it to know which one it is, nothing of the secret. */
import { plain } from './readings.ts';
import { secretsIn } from './secrets-in.ts';

const SHOWN = 160;
const HIDDEN = '••••';
/** What no rule has named, but might belong to it: any further word with a digit in it, or a long one. */
const DOUBTFUL = /(?=[^\s•]*\d)[^\s•]{6,}|[^\s•]{24,}/g;

/** @param content as it was sent. @returns at most 160 characters */
export function masked(content: string): string {
  const text = plain(content.slice(0, 16_000));
  const secrets = [...new Set([...secretsIn(text)].map(({ start, end }) => text.slice(start, end)))].sort((left, right) => right.length - left.length);
  const without = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  // A secret that runs over several words, or that only its tags gave away, leaves nothing that could be shown.
  if (secrets.length === 0) return HIDDEN;
  return without.replace(DOUBTFUL, HIDDEN).slice(0, SHOWN);
}
