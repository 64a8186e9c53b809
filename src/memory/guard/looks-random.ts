/** Whether a word was made by a machine to be unguessable, or by a person to be read. */

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/];
/** What a person would read as a word or a part of one: it has a vowel early. */
const READABLE = /[A-Z]?(?=[a-z]{0,3}[aeiouy])[a-z]{2,40}|(?=[A-Z]{0,3}[AEIOUY])[A-Z]{4,40}|\d{5,40}/g;
/** Bits per character; 20 random letters and digits have about 4. */
const ENTROPY = 3.5;
/** The share of such parts; chance makes few of them, and in a long word without separators a name would need many. */
const MOST_READABLE = 0.6;
const MOST_READABLE_LONG = 0.72;
/** Digests, fingerprints, public keys and our own ids are unguessable, too, and no secrets. */
const PUBLIC = /^(?:sha(?:1|256|384|512)[-:]|AAAA[BCE]|MIGf|MIIB|MIICI|data:|(?:mem|act|gr|cmp|imp|sug|held|bk|gh|req)_)/i;

export const isPublic = (word: string): boolean => PUBLIC.test(word);

/** @param word without spaces, 16 characters or more to be judged fairly */
export function looksRandom(word: string): boolean {
  if (isPublic(word) || !CLASSES.every((letters) => letters.test(word))) return false;
  const readable = (word.match(READABLE) ?? []).reduce((sum, part) => sum + part.length, 0);
  return readable / word.length < (/^[A-Za-z0-9+/=]{32,}$/.test(word) ? MOST_READABLE_LONG : MOST_READABLE) && entropy(word) >= ENTROPY;
}

/** Shannon's, in bits per character. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
