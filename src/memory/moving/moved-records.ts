/** The records of an export, checked: they come out of a file that anybody may have written. */
import { z } from 'zod';
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
const said = {
  content: z.string().min(1).max(LIMITS.content),
  tags: z.array(z.string()),
  kind: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  expiresAt: time.nullable(),
  updatedAt: time,
  version: z.number().int().min(1),
  provenance,
  writtenBy: id.nullable(),
  forgottenAt: time.nullable(),
};

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
  held: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  released: z.record(z.string(), z.string()),
} as const;

/** @returns null when it is no record */
export function readMovedRecord(value: unknown): MovedRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const [[kind, content] = ['', null], ...others] = Object.entries(value);
  const schema = Object.hasOwn(KINDS, kind) && others.length === 0 ? KINDS[kind as keyof typeof KINDS] : undefined;
  return schema?.safeParse(content).success ? (value as MovedRecord) : null;
}
