/** Which of the memories that a caller sees are there, and which pass its filters. The table of memories is called `m`. */
import type { MemoryFilter } from '../../../memory-store.ts';

/** Neither forgotten nor run out. */
export const LIVE = 'm.forgotten_at IS NULL AND (m.expires_at IS NULL OR m.expires_at > @now)';

/** Each is off while its parameter is null. The tags come as a JSON list. */
export const FILTERED = `
  (@kind IS NULL OR m.kind = @kind) AND (@after IS NULL OR m.created_at >= @after) AND (@before IS NULL OR m.created_at < @before)
  AND (@client IS NULL OR m.provenance ->> 'clientId' = @client OR m.provenance ->> 'clientName' = @client)
  AND (@tags IS NULL OR (SELECT COUNT(*) FROM tags t WHERE t.number = m.number AND t.compartment = m.compartment
    AND t.tag IN (SELECT value FROM json_each(@tags))) >= @tagsNeeded)
  AND (@phrase IS NULL OR instr(m.content, @phrase) > 0)`;

/** The parameters of `FILTERED`. */
export function filterParameters({ tags, match = 'any', kind, client, after, before }: MemoryFilter, phrase: string | null) {
  const wanted = tags === undefined || tags.length === 0 ? null : [...new Set(tags)];
  return {
    kind: kind ?? null,
    client: client ?? null,
    after: after ?? null,
    before: before ?? null,
    phrase,
    tags: wanted === null ? null : JSON.stringify(wanted),
    tagsNeeded: wanted !== null && match === 'all' ? wanted.length : 1,
  };
}
