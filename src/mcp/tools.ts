/** The eight tools: what they take, what they say about themselves, and which operation they are. */
import * as z from 'zod/v4';
import type { Caller } from '../memory/caller.ts';
import { LIMITS } from '../memory/limits.ts';
import type { Memories } from '../memory/memories.ts';
import type { ToolName } from './tool-scopes.ts';
import { memoryView, pageView } from './views.ts';

type Result = Readonly<Record<string, unknown>>;

export type Tool = {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean; readonly idempotentHint: boolean; readonly openWorldHint: false };
  readonly run: (memories: Memories, caller: Caller, input: never) => Promise<Result>;
};

const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;
const ADDS = { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;
const CHANGES = { ...ADDS, destructiveHint: true } as const;

const id = z.string().min(1).max(64);
const tags = z.array(z.string()).max(LIMITS.tags);
const limit = z.int().min(1).max(LIMITS.results);
const date = z.string().max(40).describe('ISO 8601 date or time');
/** A bound that is no date would otherwise be no bound, and the answer everything. */
const bound = date.refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date such as 2027-01-31');
const content = z.string().min(1);
const metadata = z.record(z.string(), z.unknown());

function tool<Input extends z.ZodObject>(
  definition: Omit<Tool, 'input' | 'run'> & { input: Input; run: (memories: Memories, caller: Caller, input: z.infer<Input>) => Promise<Result> },
): Tool {
  return definition;
}

export const TOOLS: readonly Tool[] = [
  tool({
    name: 'memory_store',
    title: 'Remember',
    description: 'Remember one fact, decision or preference. Storing the same content again returns the id it already has.',
    input: z.object({ content, tags: tags.optional(), kind: z.string().optional(), metadata: metadata.optional(), expires: date.optional() }),
    annotations: ADDS,
    run: async (memories, caller, input) => {
      const { id: stored, outcome, similar } = await memories.store(caller, input);
      return { id: stored, outcome, ...(similar.length === 0 ? {} : { similar }) };
    },
  }),
  tool({
    name: 'memory_recall',
    title: 'Recall',
    description: 'Find what is remembered about a question in natural words, best first.',
    input: z.object({ query: z.string().min(1), limit: limit.optional() }),
    annotations: READS,
    run: async (memories, caller, input) => pageView(await memories.recall(caller, input.query, input.limit)),
  }),
  tool({
    name: 'memory_search',
    title: 'Search',
    description: 'Filter memories by words, exact phrase, tags, kind, author and time; without words, newest first.',
    input: z.object({
      query: z.string().optional(),
      phrase: z.string().optional(),
      tags: tags.optional(),
      match: z.enum(['any', 'all']).optional(),
      kind: z.string().optional(),
      client: z.string().optional(),
      after: bound.optional(),
      before: bound.optional(),
      limit: limit.optional(),
      cursor: z.string().optional(),
    }),
    annotations: READS,
    run: async (memories, caller, { query, phrase, limit: most, cursor, after, before, ...filter }) =>
      pageView(await memories.search(caller, { query, phrase, limit: most, cursor, filter: withTimes(filter, after, before) })),
  }),
  tool({
    name: 'memory_update',
    title: 'Change a memory',
    description: 'Change a memory by id; members that are left out stay. The version before is kept.',
    input: z.object({
      id,
      content: content.optional(),
      tags: tags.optional(),
      kind: z.string().optional(),
      metadata: metadata.optional(),
      expires: date.nullable().optional(),
    }),
    annotations: CHANGES,
    run: async (memories, caller, input) => memoryView(await memories.update(caller, input)),
  }),
  tool({
    name: 'memory_forget',
    title: 'Forget',
    description: `Forget memories by id, at most ${LIMITS.forget} at once. The person can bring them back.`,
    input: z.object({ id: id.optional(), ids: z.array(id).max(LIMITS.forget).optional() }),
    annotations: CHANGES,
    run: async (memories, caller, input) => ({
      forgotten: await memories.forget(caller, [...(input.id === undefined ? [] : [input.id]), ...(input.ids ?? [])]),
    }),
  }),
  tool({
    name: 'memory_status',
    title: 'Status',
    description: 'How much is remembered here.',
    input: z.object({}),
    annotations: READS,
    run: async (memories, caller) => ({ ...(await memories.status(caller)) }),
  }),
  tool({
    name: 'memory_reflect',
    title: 'Reflect',
    description: 'Counts, tags and likely duplicates, as suggestions. Changes nothing.',
    input: z.object({}),
    annotations: READS,
    run: async (memories, caller) => ({ ...(await memories.reflect(caller)) }),
  }),
  tool({
    name: 'memory_configure',
    title: 'Configure',
    description: 'Read the settings of this memory; members that are given are changed.',
    input: z.object({ suggestDuplicates: z.boolean().optional(), defaultLimit: limit.optional() }),
    annotations: ADDS,
    run: async (memories, caller, input) => ({ settings: await memories.configure(caller, input as Parameters<Memories['configure']>[1]) }),
  }),
];

function withTimes<Filter extends object>(filter: Filter, after: string | undefined, before: string | undefined) {
  const time = (text: string | undefined) => (text === undefined || Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text));
  return Object.fromEntries(Object.entries({ ...filter, after: time(after), before: time(before) }).filter(([, value]) => value !== undefined));
}
