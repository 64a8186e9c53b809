/**
 * A text as a few numbers, of which two texts that say almost the same share at least one: MinHash (Broder 1997) over words,
 * in bands (Indyk and Motwani 1998). Three least hashes make a band, so that 0.7 of the words in common are found nine times in
 * ten, and a tenth of them once in two hundred.
 */
import { unspacedTerms } from '../shared/unspaced-terms.ts';

const BANDS = 6;
const ROWS = 3;
/** Odd, and each its own: what makes one hash of a word into many. */
const MULTIPLIERS = Array.from({ length: BANDS * ROWS }, (_, index) => (Math.imul(index + 1, 0x9e3779b1) | 1) >>> 0);

/**
 * @param compartment only texts of the same one share anything: what is kept elsewhere can neither be met nor crowd anything out
 * @returns one number below 2^48 per band; none for a text without words
 */
export function sketchOf(compartment: string, text: string): readonly number[] {
  const least = new Uint32Array(MULTIPLIERS.length).fill(0xffffffff);
  const words = new Set([...(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []), ...unspacedTerms(text)]);
  for (const word of words) {
    const hash = hashOf(word);
    for (const [index, multiplier] of MULTIPLIERS.entries()) {
      const value = mix(Math.imul(hash ^ index, multiplier));
      if (value < (least[index] ?? 0)) least[index] = value;
    }
  }
  const place = hashOf(compartment);
  return words.size === 0 ? [] : Array.from({ length: BANDS }, (_, band) => bandOf(place + band, least.subarray(band * ROWS, (band + 1) * ROWS)));
}

/** @param seed differs by compartment and band: the same three hashes in two bands are two coincidences */
function bandOf(seed: number, hashes: Uint32Array): number {
  let high = mix(seed);
  let low = mix(~seed);
  for (const hash of hashes) {
    high = mix(Math.imul(high ^ hash, 0x85ebca6b));
    low = mix(Math.imul(low + hash, 0xc2b2ae35));
  }
  return (high >>> 16) * 2 ** 32 + low;
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash;
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
