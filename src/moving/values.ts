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
/** Before it nothing was counted that could be imported: a smaller number is the digits of a date, as in `created: 20240501`. */
const FIRST_COUNTED = Date.UTC(1985, 0, 1);
const DIGITS = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/;
/** Without a year it is no date, whatever a parser makes of "Week 12". */
const HAS_YEAR = /(?<!\d)(?:19|20|21)\d\d/;
/** Below it a number counts seconds, above it milliseconds: the second is in 1973 then, the first in 5138. */
const MOST_SECONDS = 100_000_000_000;

/** Seconds, milliseconds or a date as text. @returns milliseconds since the epoch, null where it is no date of our time */
export function time(value: unknown): number | null {
  const at = typeof value === 'number' ? counted(value) : typeof value === 'string' ? written(value.trim()) : Number.NaN;
  return at > FIRST && at < LAST ? Math.round(at) : null;
}

function counted(value: number): number {
  const at = value < MOST_SECONDS ? value * 1_000 : value;
  return at < FIRST_COUNTED ? digits(String(value)) : at;
}

function written(value: string): number {
  if (DIGITS.test(value)) return digits(value);
  return HAS_YEAR.test(value) ? Date.parse(value) : Number.NaN;
}

/** As a local time, as a date with a time is read that names no zone. */
function digits(value: string): number {
  const [, year, month, day, hour, minute = '00', second = '00'] = DIGITS.exec(value) ?? [];
  return Date.parse(`${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}:${second}`}`);
}
