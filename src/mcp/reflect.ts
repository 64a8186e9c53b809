/** What could be tidied up, and doing one of it. */
import { provenanceOf } from '../memory/actions.ts';
import type { Caller } from '../memory/caller.ts';
import type { Memories } from '../memory/memories.ts';
import type { Reflection } from '../memory/reflect/reflect.ts';
import { EVIDENCE, excerptView, statusView } from './views.ts';

type Asked = { readonly cursor?: string | undefined; readonly apply?: string | undefined };

export async function reflect(memories: Memories, caller: Caller, { cursor, apply }: Asked): Promise<Readonly<Record<string, unknown>>> {
  if (apply === undefined) return reflectionView(await memories.reflect(caller.compartment, cursor));
  const { applied, forgotten, changed } = await memories.applySuggestion(caller.compartment, provenanceOf(caller), apply);
  return { applied, forgotten, changed };
}

function reflectionView({ stats, tags, suggestions, next }: Reflection) {
  return {
    note: EVIDENCE,
    stats: statusView(stats),
    tags,
    suggestions: suggestions.map(({ memories, ...suggestion }) => ({ ...suggestion, memories: memories.map(excerptView) })),
    ...(next === null ? {} : { next }),
  };
}
