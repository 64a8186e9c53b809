/** The records of an export, checked: they come out of a file that anybody may have written. */
import { z } from 'zod';
import { readJson } from '../../shared/read-json.ts';
import type { MovedRecord } from '../../store/memory-moving.ts';
import { LIMITS } from '../limits.ts';

const time = z.number().int().min(0).max(8.64e15);
const id = z.string().min(1).max(128);
const provenance = z.looseObject({
  clientId: z.string().nullable(),
  grantId: z.string().nullable(),
  clientName: z.string().nullable(),
  program: z.string().nullable(),
  source: z.enum(['client', 'person', 'import']),
});
const memory = {
  content: z.string().min(1).max(LIMITS.content),
  tags: z.array(z.string()),
  kind: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  expiresAt: time.nullable(),
  updatedAt: time,
  version: z.number().int().min(1),
  provenance,
};
const said = { ...memory, writtenBy: id.nullable(), forgottenAt: time.nullable() };
/** As its own table keeps it, JSON in it being text. */
const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const jsonOf = (schema: z.ZodType) => z.string().refine((text) => schema.safeParse(readJson(text)).success);
/** An earlier version of what waits, as `versions` keeps it. */
const versionRow = z.looseObject({
  version: z.number().int().min(1),
  content: z.string(),
  tags: jsonOf(memory.tags),
  kind: z.string(),
  metadata: jsonOf(memory.metadata),
  expires_at: time.nullable(),
  updated_at: time,
  provenance: jsonOf(provenance),
  written_by: id.nullable(),
  forgotten_at: time.nullable(),
});

const KINDS = {
  compartment: z.looseObject({
    id,
    name: z.string().trim().min(1).max(LIMITS.compartmentName),
    createdAt: time,
    sees: z.array(id),
    settings: z.looseObject({ suggestDuplicates: z.boolean(), defaultLimit: z.number().int().min(1).max(LIMITS.results) }).nullable(),
  }),
  action: z.looseObject({
    id,
    // What was done has more names than one version knows; undoing it asks only what it forgot and wrote.
    kind: z.string().min(1).max(64),
    at: time,
    by: provenance,
    about: z.string().nullable(),
    forgotten: z.number().int(),
    written: z.number().int(),
    // An older export does not count them.
    held: z.number().int().optional(),
    undoneAt: time.nullable(),
  }),
  memory: z.looseObject({ ...said, id, compartment: id, createdAt: time, forgottenBy: id.nullable() }),
  version: z.looseObject({ ...said, memory: id }),
  held: z
    .looseObject({
      id,
      reason: z.enum(['secret', 'instruction']),
      rule: z.string(),
      at: time,
      compartment: id,
      origin: z.enum(['new', 'change', 'past']),
      memory: jsonOf(z.looseObject({ ...memory, id, createdAt: time })),
      versions: jsonOf(z.array(versionRow)),
    })
    .and(row),
  released: z.looseObject({ compartment: id }).and(row),
} as const;

/** @returns null when it is no record */
export function readMovedRecord(value: unknown): MovedRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const [[kind, content] = ['', null], ...others] = Object.entries(value);
  const schema = Object.hasOwn(KINDS, kind) && others.length === 0 ? KINDS[kind as keyof typeof KINDS] : undefined;
  return schema?.safeParse(content).success ? (value as MovedRecord) : null;
}
