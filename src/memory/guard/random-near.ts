/** A random word near a name: on its line or one of the next two, and not a part of an address or of a path. */
import { looksRandom } from './looks-random.ts';
import type { Found } from './taken.ts';

/** Characters after a naming word that are looked at. */
export const NEAR = 90;
const RANDOM_WORD = /[A-Za-z0-9+/_=.~-]{20,400}/g;

export function randomNear(rule: string, rest: string): Found | null {
  const near = rest.slice(0, NEAR).split('\n').slice(0, 3).join('\n');
  for (const { index } of near.matchAll(RANDOM_WORD)) {
    const secret = /^[A-Za-z0-9+/_=.~-]{20,400}/.exec(rest.slice(index))?.[0].replace(/\.+$/, '') ?? '';
    if (/(?:[/:@#]|base64,)$/.test(near.slice(0, index)) || isPath(secret) || !looksRandom(secret)) continue;
    return { rule, at: index, secret };
  }
  return null;
}

export function isPath(word: string): boolean {
  return word.split('/').length > 3 || /\.[a-z]{2,5}$/.test(word);
}
