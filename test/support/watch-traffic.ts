/**
 * Loaded before every test file: what `fetch` sends and receives is looked at on its way, so that secrets are known to the leak scan
 * and the body of every refusal is scanned. Nothing is changed.
 */
import { afterAll } from 'vitest';
import { expectNoLeaks, removeWatched, scanText, waitFor } from './leaks.ts';
import { HELD, noteSecret } from './secrets.ts';

const SECRET_PARAMETERS = ['code', 'code_verifier', 'refresh_token', 'client_secret', 'token', 'access_token', 'registration_access_token'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!LOOPBACK.includes(url.hostname)) return send(input, init);
  noteRequest(new Headers(init?.headers ?? (input instanceof Request ? input.headers : {})), init?.body);
  const response = await send(input, init);
  noteAnswer(url, response);
  if (/^\/(?:mcp|api\/memories|memory\/v1)/.test(url.pathname)) noteHeld(init?.body, response);
  return response;
};

// The first that is named here is the last that is done.
afterAll(removeWatched);
afterAll(expectNoLeaks);

function noteRequest(headers: Headers, body: RequestInit['body']): void {
  const [scheme = '', credentials = ''] = (headers.get('authorization') ?? '').split(' ');
  if (/^bearer$/i.test(scheme)) noteSecret('bearer', credentials);
  if (typeof body === 'string' || body instanceof URLSearchParams) noteParameters(new URLSearchParams(body));
}

function noteAnswer(url: URL, response: Response): void {
  const location = response.headers.get('location');
  if (location !== null && URL.canParse(location, url.href)) {
    const target = new URL(location, url.href);
    noteParameters(target.searchParams);
    noteSecret('page', /\/oauth\/authorize\/([\w-]{43})$/.exec(target.pathname)?.[1]);
  }
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400 && !type.startsWith('text/event-stream')) {
    const read = response.clone().text();
    waitFor(read.then((body) => scanText(`${response.status} of ${url.pathname}`, body)));
  }
  if (response.ok && type.startsWith('application/json') && /\/(?:token|register)(?:\/|$)/.test(url.pathname)) {
    waitFor(response.clone().json().then(noteMembers));
  }
}

/** The text of a memory that was held: from now on it may stand in no log, no activity and no error. */
function noteHeld(body: RequestInit['body'], response: Response): void {
  if (typeof body !== 'string' || !response.ok) return;
  const words = body.match(/[A-Za-z0-9._~+/=-]{32,}/g) ?? [];
  if (words.length === 0) return;
  const read = response.clone().text();
  waitFor(
    read.then((text) => {
      if (/\\?"held\\?":\\?"secret\\?"/.test(text)) for (const word of words) noteSecret(HELD, word);
    }),
  );
}

function noteMembers(answer: unknown): void {
  const members = answer as Record<string, unknown>;
  for (const name of SECRET_PARAMETERS) noteSecret(name, typeof members[name] === 'string' ? members[name] : null);
}

function noteParameters(parameters: URLSearchParams): void {
  for (const name of SECRET_PARAMETERS) for (const value of parameters.getAll(name)) noteSecret(name, value);
}
