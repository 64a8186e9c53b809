import type { Random } from '../shared/edge.ts';

/** Without letters and digits that are taken for each other. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Two plus two characters such as `7K-2F`, shown in the prompt and in the browser so that a person can match them. */
export function makeMatchCode(random: Random): string {
  const letters = [...random.bytes(4)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return `${letters.slice(0, 2).join('')}-${letters.slice(2).join('')}`;
}
