import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';
import { jsonSchema } from './json-schema.ts';
import { withoutOwnMembers } from './own-members.ts';

/** What a tool takes: checked on every call, described once. */
export function advertisedInput(schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> {
  const { validate } = schema['~standard'];
  return described(jsonSchema(schema), (value) => validate(withoutOwnMembers(value)) as never);
}

/**
 * What a tool always answers: every model reads this list before it has asked anything, so members that may be missing are
 * left to the OpenAPI document. We made the answer, so it is checked by tests and not at every call.
 */
export function advertisedOutput(schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> {
  return described(jsonSchema(alwaysThere(schema)), (value) => ({ value }));
}

function alwaysThere(schema: z.ZodObject): z.ZodObject {
  const members = Object.entries(schema.shape as Record<string, z.ZodType>).filter(([, member]) => !(member instanceof z.ZodOptional));
  return z.object(Object.fromEntries(members.map(([name, member]) => [name, withoutOptional(member)])));
}

/** In a list they are named, and not once more as required. */
function withoutOptional(member: z.ZodType): z.ZodType {
  return member instanceof z.ZodArray && member.element instanceof z.ZodObject ? z.array(alwaysThere(member.element).partial()) : member;
}

function described(
  json: Record<string, unknown>,
  validate: StandardSchemaWithJSON<unknown, unknown>['~standard']['validate'],
): StandardSchemaWithJSON<unknown, unknown> {
  return { '~standard': { version: 1, vendor: 'gatehouse', validate, jsonSchema: { input: () => json, output: () => json } } };
}
