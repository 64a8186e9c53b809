/** From a query or a body to what the tool of the same name takes; the tool's own schema decides what is good. */
import type { FastifyRequest } from 'fastify';
import { OAuthError } from '../../oauth/errors.ts';
import { queryOf, readParameters, refuseRepeats } from '../../oauth/parameters.ts';

const TAGS = 'tags=';

/**
 * Whatever the query names, also what the tool does not know and what is empty: it says so. `tags` may be repeated, or name several
 * with commas between them; a comma that is escaped belongs to its tag.
 */
export function searchInput(request: FastifyRequest): Record<string, unknown> {
  const parameters = readParameters(oneTagEach(queryOf(request.raw.url)));
  refuseRepeats(
    parameters,
    [...parameters.keys()].filter((name) => name !== 'tags'),
  );
  return Object.fromEntries([...parameters].map(([name, values]) => [name, given(name, values)]));
}

/** @param query raw, because an escaped comma is none any more once it is decoded */
function oneTagEach(query: string): string {
  const tags = (pair: string) => pair.slice(TAGS.length).split(',');
  return query
    .split('&')
    .flatMap((pair) => (pair.startsWith(TAGS) ? tags(pair).map((tag) => `${TAGS}${tag}`) : [pair]))
    .join('&');
}

function given(name: string, values: readonly string[]): unknown {
  const [value = ''] = values;
  if (name === 'tags') return withoutEmpty(values);
  return name === 'limit' && /^\d+$/.test(value) ? Number(value) : value;
}

/** One that is left open between commas is none; empty altogether, it is a filter that nothing passes. */
function withoutEmpty(tags: readonly string[]): readonly string[] {
  const named = tags.filter((tag) => tag !== '');
  return named.length > 0 ? named : tags;
}

/** @throws OAuthError when the body names a memory as well */
export function changeInput(body: unknown, id: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if ('id' in body) throw new OAuthError('invalid_request', 'id: the address names the memory, leave it out of the body');
  return { ...body, id };
}
