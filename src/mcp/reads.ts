/** What is read without a question, the same for the resources of MCP and for REST. */
import type { Caller } from '../memory/caller.ts';
import { MemoryMissing } from '../memory/limits.ts';
import type { Memories } from '../memory/memories.ts';
import { memoryAnswer, pageView } from './views.ts';

/** How many are "recent". */
const RECENT = 20;

export async function readRecent(memories: Memories, caller: Caller) {
  return pageView(await memories.search(caller, { filter: {}, limit: RECENT }));
}

/** Most used first. */
export async function readTags(memories: Memories, caller: Caller) {
  return { tags: await memories.tags(caller) };
}

/** @throws MemoryMissing when the caller sees no such memory */
export async function readItem(memories: Memories, caller: Caller, id: string) {
  const memory = await memories.get(caller, id);
  if (memory === null) throw new MemoryMissing(id);
  return memoryAnswer(memory);
}
