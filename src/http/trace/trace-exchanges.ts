/** Tells what was asked and answered on a program's way in, once it was answered. In one place, so no route can forget it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../../activity/events.ts';
import type { Exchange } from '../../attempts/exchange.ts';
import type { OAuthError } from '../../oauth/errors.ts';
import { redact } from '../../shared/redact.ts';
import { clientIdOf, redirectUriOf, saidIn } from './read-request.ts';
import { stepOf } from './step-of.ts';

/** What guards and routes add to what can be seen from outside. */
export type Trace = {
  error: OAuthError | null;
  reason: RefusalReason | null;
  clientId: string | null;
  /** It has come in. What it is answered then, such as that there is no such memory, is no trouble with the way. */
  isIn: boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    trace: Trace;
  }
}

/** Characters; a claim of the caller's needs no more. */
const LONGEST = 160;

export function traceExchanges(app: FastifyInstance, onExchange: (exchange: Exchange) => void): void {
  app.decorateRequest('trace');
  app.addHook('onRequest', (request, _reply, done) => {
    request.trace = { error: null, reason: null, clientId: null, isIn: false };
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const exchange = exchangeOf(request, reply);
    if (exchange !== null) onExchange(exchange);
    done();
  });
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange | null {
  const { isIn, reason } = request.trace;
  const error = isIn ? null : request.trace.error;
  const status = isIn ? 200 : (error?.status ?? reply.raw.statusCode);
  const step = stepOf(request, status);
  if (step === null) return null;
  const said = saidIn(request);
  return {
    step,
    method: request.method,
    status,
    userAgent: claim(request.headers['user-agent']),
    clientId: claim(request.trace.clientId ?? clientIdOf(request, said, step)),
    clientName: step === 'register' ? claim(nameIn(request.body)) : null,
    redirectUri: claim(redirectUriOf(request, said, step)),
    grantType: said.form?.get('grant_type') ?? null,
    reason: error?.reason ?? reason,
    words: error === null ? wordsOf(request, reply, status) : short(error.detail ?? error.message, 2 * LONGEST),
    via: request.spelling?.external ? null : claim(request.headers.via ?? request.headers['proxy-connection'] ?? request.headers['x-forwarded-for']),
  };
}

function wordsOf(request: FastifyRequest, reply: FastifyReply, status: number): string | null {
  const { reason } = request.trace;
  // Without the path: a page that asks under ever other ones is one page.
  if (reason === 'host_refused') return `asked for ${hostOf(request)}`;
  if (reason === 'origin_refused') return `the page ${short(request.headers.origin ?? '')} asked for ${hostOf(request)}`;
  if (status === 404) return `asked for ${addressOf(request)}`;
  if (status !== 403) return null;
  // Ours, and made of permissions alone (RFC 6750 §3).
  const needed = /error="insufficient_scope".*scope="([\w: ]*)"/.exec(String(reply.raw.getHeader('www-authenticate') ?? ''))?.[1];
  if (needed !== undefined) return `a call needs ${needed}, which you have not given`;
  return `asked for ${addressOf(request)}`;
}

function addressOf(request: FastifyRequest): string {
  return short(redact(`${hostOf(request)}${request.url.split('?')[0]}`));
}

function hostOf({ protocol, headers }: FastifyRequest): string {
  return short(redact(`${protocol}://${headers.host ?? ''}`));
}

function nameIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'client_name' in body ? body.client_name : null;
}

function claim(text: unknown): string | null {
  return typeof text === 'string' && text !== '' ? short(text) : null;
}

function short(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
