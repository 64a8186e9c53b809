/** Members of parsed JSON that nobody has checked. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A list of texts, or one text with commas, as tags are written. */
export function texts(value: unknown): readonly string[] {
  const all = typeof value === 'string' ? value.split(',') : list(value);
  return all.map(text).filter((each) => each !== '');
}

const FIRST = Date.UTC(1970, 0, 2);
const LAST = Date.UTC(2200, 0, 1);
/** Below it a number counts seconds, above it milliseconds: the second is in 1973 then, the first in 5138. */
const MOST_SECONDS = 100_000_000_000;

/** Seconds, milliseconds or a date as text. @returns milliseconds since the epoch, null where it is no date of our time */
export function time(value: unknown): number | null {
  const at = typeof value === 'number' ? (value < MOST_SECONDS ? value * 1_000 : value) : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return at > FIRST && at < LAST ? Math.round(at) : null;
}
