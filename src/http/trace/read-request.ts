/** What a request says about itself, read leniently: whether it is right is decided elsewhere. */
import type { FastifyRequest } from 'fastify';
import { queryOf } from '../../oauth/parameters.ts';
import type { AttemptStep } from '../../shared/attempt-views.ts';

/** @returns whose request it is; a claim, unless a token was good */
export function clientIdOf({ access, body, raw, headers }: FastifyRequest): string | null {
  if (access !== null) return access.clientId;
  return formOf(body)?.get('client_id') ?? basicUser(headers.authorization) ?? new URLSearchParams(queryOf(raw.url)).get('client_id');
}

export function grantTypeOf({ body }: FastifyRequest): string | null {
  return formOf(body)?.get('grant_type') ?? null;
}

/** @returns where the answer would go, without its query */
export function redirectUriOf({ body, raw }: FastifyRequest, step: AttemptStep): string | null {
  if (step === 'popup') return new URLSearchParams(queryOf(raw.url)).get('redirect_uri')?.split('?')[0] ?? null;
  const uris = step === 'register' && typeof body === 'object' && body !== null && 'redirect_uris' in body ? body.redirect_uris : null;
  const [first] = Array.isArray(uris) ? uris : [];
  return typeof first === 'string' ? (first.split('?')[0] ?? null) : null;
}

/** Forms arrive as text. */
function formOf(body: unknown): URLSearchParams | null {
  return typeof body === 'string' ? new URLSearchParams(body) : null;
}

function basicUser(authorization: string | undefined): string | null {
  const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
  return encoded === undefined ? null : (Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? null);
}
