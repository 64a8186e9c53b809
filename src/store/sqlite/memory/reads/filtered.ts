/** Which of the memories that a caller sees are there, and which pass its filters. The table of memories is called `m`. */
import type { SpelledFilter } from './spellings.ts';

/** Neither forgotten nor run out. */
export const LIVE = 'm.forgotten_at IS NULL AND (m.expires_at IS NULL OR m.expires_at > @now)';

/** Each is off while its parameter is null. Kinds and tags come as JSON lists; `@allTags` beside each way to write a tag which of those asked for it is. */
export const FILTERED = `
  (@kind IS NULL OR m.kind IN (SELECT value FROM json_each(@kind))) AND (@after IS NULL OR m.created_at >= @after) AND (@before IS NULL OR m.created_at < @before)
  AND (@client IS NULL OR m.provenance ->> 'clientId' = @client OR m.provenance ->> 'clientName' = @client)
  AND (@tags IS NULL OR EXISTS (SELECT 1 FROM tags t WHERE t.number = m.number AND t.compartment = m.compartment AND t.tag IN (SELECT value FROM json_each(@tags))))
  AND (@allTags IS NULL OR (SELECT COUNT(DISTINCT w.value ->> 1) FROM tags t JOIN json_each(@allTags) w ON t.tag = w.value ->> 0
    WHERE t.number = m.number AND t.compartment = m.compartment) = @tagsAsked)
  AND (@phrase IS NULL OR instr(m.content, @phrase) > 0)`;

/** The parameters of `FILTERED`. */
export function filterParameters({ tags, match = 'any', kind, client, after, before }: SpelledFilter, phrase: string | null) {
  const isAll = match === 'all' && tags.length > 1;
  return {
    kind: kind === null ? null : JSON.stringify(kind),
    client: client ?? null,
    after: after ?? null,
    before: before ?? null,
    phrase,
    tags: tags.length === 0 ? null : JSON.stringify(tags.flat()),
    allTags: isAll ? JSON.stringify(tags.flatMap((spellings, place) => spellings.map((tag) => [tag, place]))) : null,
    tagsAsked: tags.length,
  };
}
