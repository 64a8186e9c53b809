/** A time without a zone, as ISO 8601 allows it. */
const ZONELESS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/i;

/**
 * A program does not know in which zone Gatehouse runs, and a laptop travels: without a zone its time is UTC, as a date alone is.
 * @param text whatever was given @returns the same with a `Z` where it is a time without a zone
 */
export const inUtc = (text: string): string => (ZONELESS.test(text) ? `${text}Z` : text);
