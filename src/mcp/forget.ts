/** Forgetting as a tool: by id, by several, or by a filter; what the person is asked before many go at once. */
import * as z from 'zod/v4';
import type { Caller } from '../memory/caller.ts';
import { LIMITS } from '../memory/limits.ts';
import type { Memories } from '../memory/memories.ts';
import { beginningOf, quotedName } from '../shared/plain-text.ts';
import { conditions, id, members, withoutMissing } from './inputs.ts';
import type { Question } from './one-call.ts';

const filter = members(conditions).refine(
  ({ match: _, ...given }) => Object.values(given).some((value) => value !== undefined && value.length > 0),
  'names no condition',
);

export const forgetInput = members({ id: id.optional(), ids: z.array(id).max(LIMITS.forgetAtOnce).optional(), filter: filter.optional() }).refine(
  ({ id, ids, filter }) => [id, ids, filter].filter((given) => given !== undefined).length === 1,
  'takes exactly one of id, ids and filter',
);

export type ForgetInput = z.infer<typeof forgetInput>;

const SAMPLES = 3;
const LONGEST_SAMPLE = 80;

export async function forget(memories: Memories, caller: Caller, input: ForgetInput): Promise<{ forgotten: readonly string[] }> {
  return { forgotten: await memories.forget(caller, await idsOf(memories, caller, input)) };
}

/** @returns what the person has to allow; null where the permission to write is enough (ruling 22) */
export async function forgetQuestion(memories: Memories, caller: Caller, input: ForgetInput): Promise<Question | null> {
  const ids = await idsOf(memories, caller, input);
  if (ids.length === 0 || (input.filter === undefined && ids.length <= LIMITS.forget)) return null;
  const shown = await Promise.all(ids.slice(0, SAMPLES).map((each) => memories.peek(caller, each)));
  const view = {
    sentence: `Forget ${ids.length} ${ids.length === 1 ? 'memory' : 'memories'}`,
    allow: ids.length === 1 ? 'Forget it' : 'Forget them',
    count: ids.length,
    conditions: conditionsOf(input),
    samples: shown.flatMap((memory) => (memory === null ? [] : [beginningOf(memory.content, LONGEST_SAMPLE)])),
  };
  return { view, subjects: ids, run: async () => ({ forgotten: await memories.forget(caller, ids) }) };
}

async function idsOf(memories: Memories, caller: Caller, { id, ids, filter }: ForgetInput): Promise<readonly string[]> {
  if (filter === undefined) {
    const named = [...new Set(id === undefined ? ids : [id])];
    // Of many, the person is told how many are there, not how many were named.
    return named.length <= LIMITS.forget ? named : memories.matching(caller, { ids: named });
  }
  const { after, before, ...rest } = filter;
  return memories.matching(caller, { ...withoutMissing(rest), ...memories.timeBounds({ after, before }) });
}

function conditionsOf({ filter }: ForgetInput): readonly string[] {
  if (filter === undefined) return ['chosen one by one'];
  const { tags = [], match = 'any', kind, client, after, before } = filter;
  return [
    ...(tags.length === 0 ? [] : [`tagged ${tags.map(quotedName).join(match === 'all' ? ' and ' : ' or ')}`]),
    ...(kind === undefined ? [] : [`of the kind ${quotedName(kind)}`]),
    ...(client === undefined ? [] : [`written by ${quotedName(client)}`]),
    ...(after === undefined ? [] : [`since ${quotedName(after)}`]),
    ...(before === undefined ? [] : [`before ${quotedName(before)}`]),
  ];
}
