/** What could be tidied up, and doing one of it. */
import { provenanceOf } from '../memory/actions.ts';
import type { Caller } from '../memory/caller.ts';
import type { Memories } from '../memory/memories.ts';
import { EXCERPT, type Reflection } from '../memory/reflect/reflect.ts';
import type { Memory } from '../store/memory-store.ts';
import { EVIDENCE, statusView } from './views.ts';

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

function excerptView({ id, content, createdAt, provenance }: Memory) {
  return {
    id,
    content: content.length > EXCERPT ? `${content.slice(0, EXCERPT)}…` : content,
    created: new Date(createdAt).toISOString(),
    author: provenance.clientName ?? provenance.clientId ?? provenance.source,
  };
}
