/** The eight tools: what they take, what they say about themselves, and which operation they are. */
import * as z from 'zod/v4';
import type { Caller } from '../memory/caller.ts';
import type { Memories } from '../memory/memories.ts';
import type { Memory } from '../store/memory-store.ts';
import { forget, forgetInput, forgetQuestion } from './forget.ts';
import { heldView } from './held-view.ts';
import { conditions, date, id, limit, members, tags, withoutMissing } from './inputs.ts';
import type { Question } from './one-call.ts';
import { changedOutput, forgottenOutput, pageOutput, reflectionOutput, settingsOutput, statusOutput, storedOutput } from './outputs.ts';
import { reflect } from './reflect.ts';
import type { ToolName } from './tool-scopes.ts';
import { EVIDENCE, excerptView, memoryAnswer, pageView, statusView } from './views.ts';

type Result = Readonly<Record<string, unknown>>;

export type Tool = {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly annotations:
    | { readonly readOnlyHint: true; readonly openWorldHint: false }
    | { readonly readOnlyHint: false; readonly destructiveHint: boolean; readonly idempotentHint: boolean; readonly openWorldHint: false };
  readonly run: (memories: Memories, caller: Caller, input: never) => Promise<Result>;
  /** What the person has to allow before a caller without admin may do this; null where nothing (ruling 22). */
  readonly question?: (memories: Memories, caller: Caller, input: never) => Promise<Question | null>;
};

/** The other two mean nothing for what only reads. */
const READS = { readOnlyHint: true, openWorldHint: false } as const;
const ADDS = { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;
const CHANGES = { ...ADDS, destructiveHint: true } as const;

/** Beside the memories that a new one resembles. */
const MERGE =
  'Almost the same is remembered already. If it is one fact, read both whole, write what both say into one of them with memory_update, which replaces its whole content, and only then forget the other.';

/** In the words of those that are there: whoever merges by id alone writes over what it has not read. */
function mergeAdvice(similar: readonly Memory[]) {
  return similar.length === 0 ? {} : { similar: similar.map(excerptView), suggestion: MERGE, note: EVIDENCE };
}

const LIST = new Intl.ListFormat('en');

/** Beside the id of what exists. */
function noteOf(left: readonly string[], prolonged: number | null | undefined): string | undefined {
  if (left.length === 0 && prolonged === undefined) return undefined;
  return [
    'This was remembered already.',
    ...(prolonged === undefined ? [] : [`It is kept ${prolonged === null ? 'for good' : `until ${new Date(prolonged).toISOString()}`} now.`]),
    ...(left.length === 0 ? [] : [`Its ${LIST.format(left)} stayed as before. If they should change, use memory_update.`]),
  ].join(' ');
}

const content = z.string().min(1);
const metadata = z.record(z.string(), z.unknown());

function tool<Input extends z.ZodObject>(
  definition: Omit<Tool, 'input' | 'run' | 'question'> & {
    input: Input;
    run: (memories: Memories, caller: Caller, input: z.infer<Input>) => Promise<Result>;
    question?: (memories: Memories, caller: Caller, input: z.infer<Input>) => Promise<Question | null>;
  },
): Tool {
  return definition;
}

export const TOOLS: readonly Tool[] = [
  tool({
    name: 'memory_store',
    title: 'Remember',
    description: 'Remember one fact, decision or preference. Storing the same content again returns the id it already has.',
    input: members({ content, tags: tags.optional(), kind: z.string().optional(), metadata: metadata.optional(), expires: date.optional() }),
    output: storedOutput,
    annotations: ADDS,
    run: async (memories, caller, input) => {
      const stored = await memories.store(caller, input);
      if (stored.outcome === 'held') return heldView(stored.id, stored.held);
      const { similar, left, prolonged, ...kept } = stored;
      const note = noteOf(left, prolonged);
      return { ...kept, ...mergeAdvice(similar), ...(note === undefined ? {} : { note }) };
    },
  }),
  tool({
    name: 'memory_recall',
    title: 'Recall',
    description: 'Find what is remembered about a question in natural words, best first.',
    input: members({ query: z.string().min(1), limit: limit.optional() }),
    output: pageOutput,
    annotations: READS,
    run: async (memories, caller, input) => pageView(await memories.recall(caller, input.query, input.limit)),
  }),
  tool({
    name: 'memory_search',
    title: 'Search',
    description: 'Filter memories by words, exact phrase, tags, kind, author and time; without words, newest first.',
    input: members({
      query: z.string().optional(),
      phrase: z.string().optional(),
      ...conditions,
      limit: limit.optional(),
      cursor: z.string().optional(),
    }),
    output: pageOutput,
    annotations: READS,
    run: async (memories, caller, { query, phrase, limit: most, cursor, after, before, ...filter }) =>
      pageView(
        await memories.search(caller, { query, phrase, limit: most, cursor, filter: { ...withoutMissing(filter), ...memories.timeBounds({ after, before }) } }),
      ),
  }),
  tool({
    name: 'memory_update',
    title: 'Change a memory',
    description: 'Change a memory by id. A member that is given replaces the old one whole. The version before is kept.',
    input: members({
      id,
      content: content.optional(),
      tags: tags.optional(),
      kind: z.string().optional(),
      metadata: metadata.optional(),
      expires: date.nullable().optional(),
    }),
    output: changedOutput,
    annotations: CHANGES,
    run: async (memories, caller, input) => {
      const changed = await memories.update(caller, input);
      return 'reason' in changed ? heldView(changed.memory.id, changed.reason) : memoryAnswer(changed);
    },
  }),
  tool({
    name: 'memory_forget',
    title: 'Forget',
    description: 'Forget by id, ids or filter. A filter, or more than 20 at once, needs the person’s consent. They can bring everything back.',
    input: forgetInput,
    output: forgottenOutput,
    annotations: CHANGES,
    question: forgetQuestion,
    run: forget,
  }),
  tool({
    name: 'memory_status',
    title: 'Status',
    description: 'How much is remembered here.',
    // Some programs send a placeholder where a tool takes nothing, and there is nothing that it could be mistaken for.
    input: z.object({}),
    output: statusOutput,
    annotations: READS,
    run: async (memories, caller) => statusView(await memories.status(caller)),
  }),
  tool({
    name: 'memory_reflect',
    title: 'Reflect',
    description: 'Suggests duplicates, contradictions, stale memories and twin tags to tidy up. Changes nothing but with apply: the id of one suggestion.',
    input: members({ cursor: z.string().optional(), apply: z.string().max(64).optional() }),
    output: reflectionOutput,
    annotations: CHANGES,
    run: reflect,
  }),
  tool({
    name: 'memory_configure',
    title: 'Configure',
    description: 'Read the settings of this memory; members that are given are changed.',
    input: members({ suggestDuplicates: z.boolean().optional(), defaultLimit: limit.optional() }),
    output: settingsOutput,
    annotations: ADDS,
    run: async (memories, caller, input) => ({ settings: await memories.configure(caller, input as Parameters<Memories['configure']>[1]) }),
  }),
];
