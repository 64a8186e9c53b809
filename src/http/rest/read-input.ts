/** From a query or a body to what the tool of the same name takes; the tool's own schema decides what is good. */
import type { FastifyRequest } from 'fastify';
import { type Parameters, queryOf, readParameters, single } from '../../oauth/parameters.ts';

/** Whatever the query names, also what the tool does not know: it says so. `tags` may be repeated, or name several with commas between them. */
export function searchInput(request: FastifyRequest): Record<string, unknown> {
  const parameters = readParameters(queryOf(request.raw.url));
  const given = [...parameters.keys()].map((name) => [name, read(parameters, name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function read(parameters: Parameters, name: string): unknown {
  if (name === 'tags') return parameters.get(name)?.flatMap((value) => value.split(',').filter((tag) => tag !== ''));
  const value = single(parameters, name);
  return name === 'limit' && value !== undefined ? Number(value) : value;
}

export function object(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}
