/** What a caller said beside a content that is there already, and that the memory does not say. */
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Memory } from '../store/memory-store.ts';
import type { StoreInput } from './new-memory.ts';

export type Unlike = 'tags' | 'kind' | 'metadata' | 'expiry';

/**
 * @param input what was given: a member that was left out asks for nothing
 * @param wanted the memory that it would have been
 */
export function unlike(input: StoreInput, wanted: Memory, kept: Memory): readonly Unlike[] {
  const differs: Readonly<Record<Unlike, boolean>> = {
    tags: wanted.tags.some((tag) => !kept.tags.includes(tag)),
    kind: input.kind !== undefined && wanted.kind !== kept.kind,
    metadata: input.metadata !== undefined && canonicalJson(wanted.metadata) !== canonicalJson(kept.metadata),
    expiry: wanted.expiresAt !== null && wanted.expiresAt !== kept.expiresAt,
  };
  return (Object.keys(differs) as Unlike[]).filter((member) => differs[member]);
}
