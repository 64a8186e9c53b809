/** What several tools take. */
import * as z from 'zod/v4';
import { LIMITS } from '../memory/limits.ts';
import { inUtc } from '../shared/in-utc.ts';
import { quotedName } from '../shared/plain-text.ts';

export const id = z.string().max(64);
export const tags = z.array(z.string()).max(LIMITS.tags);
export const limit = z.int().min(1).max(LIMITS.results);
export const date = z.string().max(40).overwrite(inUtc).describe('ISO 8601, UTC without zone');
/** `memories.timeBounds` reads it. */
const bound = z.string().max(500).describe('Date, or "last week"');

/** What memories are chosen by. */
export const conditions = {
  tags: tags.optional(),
  match: z.enum(['any', 'all']).optional(),
  kind: z.string().optional(),
  client: z.string().optional(),
  after: bound.optional(),
  before: bound.optional(),
};

/** These members and no other: one that is dropped unread may be what narrows a filter, or what ends a memory. */
export function members<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? `${unknown(issue.keys)}; it takes ${names}` : undefined) });
}

/** The first of them is enough to see what was meant. */
function unknown([first = '']: readonly string[]): string {
  return `unknown member ${quotedName(first)}`;
}

/** What was left out is no member. */
export function withoutMissing<Input extends object>(input: Input): { [Name in keyof Input]: Exclude<Input[Name], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as { [Name in keyof Input]: Exclude<Input[Name], undefined> };
}
