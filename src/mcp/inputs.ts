/** What several tools take. */
import * as z from 'zod/v4';
import { LIMITS } from '../memory/limits.ts';

export const id = z.string().max(64);
export const tags = z.array(z.string()).max(LIMITS.tags);
export const limit = z.int().min(1).max(LIMITS.results);
export const date = z.string().max(40).describe('ISO 8601');
/** A bound that is no date would otherwise be no bound, and the answer everything. */
export const bound = z.string().refine((text) => text.length <= 40 && !Number.isNaN(Date.parse(text)), 'must be a date such as 2027-01-31');

/** @param filter with its bounds still as texts; a bound that is left out stays out */
export function withTimes<Filter extends object>(filter: Filter, after: string | undefined, before: string | undefined) {
  const time = (text: string | undefined) => (text === undefined || Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text));
  return Object.fromEntries(Object.entries({ ...filter, after: time(after), before: time(before) }).filter(([, value]) => value !== undefined));
}
