/** What a request says about itself, read leniently: whether it is right is decided elsewhere. */
import type { FastifyRequest } from 'fastify';
import { queryOf } from '../../oauth/parameters.ts';
import type { AttemptStep } from '../../shared/attempt-views.ts';

/** Read once for everything below: the address and the form of every request pass here. */
export type Said = { readonly query: URLSearchParams | null; readonly form: URLSearchParams | null };

export function saidIn({ body, raw: { url = '' } }: FastifyRequest): Said {
  return {
    query: url.includes('?') ? new URLSearchParams(queryOf(url)) : null,
    // Forms arrive as text.
    form: typeof body === 'string' ? new URLSearchParams(body) : null,
  };
}

/** @returns whose request it is; a claim, unless a token was good. Read only where one belongs: a page in the browser can put one into any address */
export function clientIdOf({ access, headers }: FastifyRequest, { query, form }: Said, step: AttemptStep): string | null {
  if (access !== null) return access.clientId;
  if (step === 'popup') return query?.get('client_id') ?? null;
  return step === 'token' ? (form?.get('client_id') ?? basicUser(headers.authorization)) : null;
}

/** @returns where the answer would go, without its query */
export function redirectUriOf({ body }: FastifyRequest, { query }: Said, step: AttemptStep): string | null {
  if (step === 'popup') return query?.get('redirect_uri')?.split('?')[0] ?? null;
  const uris = step === 'register' && typeof body === 'object' && body !== null && 'redirect_uris' in body ? body.redirect_uris : null;
  const [first] = Array.isArray(uris) ? uris : [];
  return typeof first === 'string' ? (first.split('?')[0] ?? null) : null;
}

function basicUser(authorization: string | undefined): string | null {
  const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
  return encoded === undefined ? null : (Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? null);
}
