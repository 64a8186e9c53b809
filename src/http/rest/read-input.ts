/** From a query or a body to what the tool of the same name takes; the tool's own schema decides what is good. */
import type { FastifyRequest } from 'fastify';
import { toolNamed } from '../../mcp/tool-calls.ts';
import { queryOf, readParameters, single } from '../../oauth/parameters.ts';

/** Every member that the tool takes, so that REST never knows fewer. */
const TEXTS = Object.keys(toolNamed('memory_search').input.shape).filter((name) => name !== 'tags' && name !== 'limit');

/** `tags` may be repeated, or name several with commas between them. */
export function searchInput(request: FastifyRequest): Record<string, unknown> {
  const parameters = readParameters(queryOf(request.raw.url));
  const tags = parameters.get('tags')?.flatMap((value) => value.split(',').filter((tag) => tag !== ''));
  const limit = single(parameters, 'limit');
  const texts = TEXTS.map((name) => [name, single(parameters, name)] as const).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(texts), ...(tags === undefined ? {} : { tags }), ...(limit === undefined ? {} : { limit: Number(limit) }) };
}

export function object(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}
