/** What is from the time that a question names. */
import type { MemoryFilter } from '../store/memory-store.ts';
import { asksNothing, asksWhatWasSaid } from './asks-nothing.ts';
import type { Caller } from './caller.ts';
import type { Found } from './page.ts';
import type { SoughtTerm } from './sought-term.ts';
import { questionWords, textQuery } from './text-query.ts';
import type { TimedQuestion, TimeName } from './time/time-expression.ts';

/** `others`: what the question asks for beside the time. `time`: how a memory from elsewhen has to name it to stand beside these. */
export type StoredThen = { readonly found: readonly Found[]; readonly others: readonly SoughtTerm[]; readonly time: TimeName };

/** @param question null for newest first */
export type Look = (caller: Caller, question: string | null, filter: MemoryFilter, limit: number) => Promise<readonly Found[]>;

/** The question has a time. @returns nothing found where that time has nothing of what is asked */
export async function storedThen(caller: Caller, { rest, range, name }: TimedQuestion, look: Look, limit: number): Promise<StoredThen> {
  const filter = filterOf(range);
  const others = questionWords(textQuery(rest));
  const newest = () => look(caller, null, filter, limit);
  // A time alone: what there was, and nothing that only names it.
  if (others.length === 0) return { found: await newest(), others, time: { ...name, moving: true } };
  // "What happened yesterday": searched for, these words would find nothing of it.
  if (asksNothing(rest)) return { found: await newest(), others: [], time: name };
  const found = await look(caller, rest, filter, limit);
  if (found.length === 0 && asksWhatWasSaid(rest)) return { found: await newest(), others, time: name };
  const isElsewhere = found.length > 0 || !name.moving || (await look(caller, rest, ANY, 1)).length > 0;
  if (isElsewhere) return { found, others, time: name };
  // "Summarise last week": what nothing was ever stored with is a way to ask. And what is called "Yesterday" stays to be found.
  return { found: await newest(), others: [], time: { ...name, moving: false } };
}

export const ANY: MemoryFilter = {};

function filterOf({ after, before }: TimedQuestion['range']): MemoryFilter {
  return { ...(after === null ? {} : { after }), ...(before === null ? {} : { before }) };
}
