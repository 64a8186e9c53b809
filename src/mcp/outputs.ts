/** What the tools answer. The same schemas stand in `tools/list` and in the OpenAPI document. */
import * as z from 'zod/v4';

const texts = z.array(z.string());
const json = z.record(z.string(), z.unknown());

const memory = z.object({
  id: z.string(),
  content: z.string(),
  tags: texts,
  kind: z.string(),
  metadata: json.optional(),
  created: z.string(),
  updated: z.string(),
  expires: z.string().optional(),
  version: z.int(),
  author: z.string(),
});

/** How one begins that something is said about. */
const excerpt = memory.pick({ id: true, content: true, created: true, author: true });

/** What recalled text is, in words for whoever reads it. */
const note = z.string();
/** Why something waits for the person instead of being remembered; `note` says so. */
const waiting = { held: z.enum(['secret', 'instruction']).optional(), note: note.optional() };

export const memoryOutput = memory.extend({ note });
/** The memory as it is now, or `held` and nothing of it. */
export const changedOutput = memory.partial().extend({ id: z.string(), outcome: z.enum(['held']).optional(), ...waiting });

const found = memory.extend({ cut: z.boolean().optional(), score: z.number().optional(), matched: texts.optional(), terms: texts.optional() });

export const pageOutput = z.object({ note, items: z.array(found), when: z.string().optional(), next: z.string().optional() });
export const storedOutput = z.object({
  id: z.string(),
  outcome: z.enum(['stored', 'existing', 'restored', 'held']),
  similar: z.array(excerpt).optional(),
  suggestion: z.string().optional(),
  ...waiting,
});
export const forgottenOutput = z.object({ forgotten: texts });
export const statusOutput = z.object({
  memories: z.int(),
  forgotten: z.int(),
  tags: z.int(),
  kinds: json,
  oldest: z.string().optional(),
  newest: z.string().optional(),
});
/** A page of suggestions, or what applying one did. */
export const reflectionOutput = z.object({
  note: note.optional(),
  stats: json.optional(),
  tags: z.array(json).optional(),
  suggestions: z.array(json).optional(),
  next: z.string().optional(),
  applied: z.string().optional(),
  forgotten: z.int().optional(),
  changed: z.int().optional(),
});
export const settingsOutput = z.object({ settings: json });
export const tagsOutput = z.object({ tags: z.array(z.object({ tag: z.string(), count: z.int() })) });
