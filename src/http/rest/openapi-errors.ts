/** What an operation may be refused with, as the OpenAPI document tells it. */
import type { Operation } from './operations.ts';

type Json = Record<string, unknown>;

export const ERROR: Json = {
  type: 'object',
  properties: { error: { type: 'string' }, error_description: { type: 'string' } },
  required: ['error'],
};

type Told = { readonly description: string; readonly where?: (operation: Operation) => boolean };

const ERRORS: Readonly<Record<number, Told>> = {
  400: { description: 'The input is not what is expected here, such as a member or a parameter that is not named here; the description says what to do.' },
  401: { description: 'No token, or one that is refused; WWW-Authenticate says where to log in (RFC 9728).' },
  403: {
    description:
      'insufficient_scope: the permission is missing. needs_person: the person is being asked about this one call; after their Allow call again with the same arguments. access_denied: they said no.',
  },
  404: { description: 'There is no such memory here.', where: ({ path }) => path.includes(':id') },
  409: {
    description: 'conflict: another memory, which is named, has exactly this content, or somebody else changed this one meanwhile.',
    where: ({ method }) => method === 'PATCH',
  },
  413: { description: 'The body is larger than 1 MiB.', where: takesBody },
  415: { description: 'The body is not application/json.', where: takesBody },
  429: { description: 'Too many requests; Retry-After says when to come back.' },
  503: {
    description:
      'server_error or temporarily_unavailable: access is paused, the person cannot be asked right now, or something failed here; nothing was changed.',
  },
};

/** @returns the responses of an operation that is not done, by status */
export function errorsOf(operation: Operation): Json {
  const possible = Object.entries(ERRORS).filter(([, { where }]) => where === undefined || where(operation));
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return Object.fromEntries(possible.map(([status, { description }]) => [status, { description, content }]));
}

function takesBody({ takes }: Operation): boolean {
  return takes === 'body';
}
