/** What repeats in the attacks: exact bytes in, exact answers out, and everything that an attack must leave as it was. */
import type { Decision } from '../../src/consent/desk.ts';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, openWaiting, postForm, rawRequest, register } from '../support/oauth-client.ts';

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: string };

export const portOf = ({ url }: TestGatehouse): number => Number(new URL(url).port);

/**
 * One request, byte for byte. A Host of ours is added unless one is among the headers, a Content-Length only for a body.
 * @param line method and target
 */
export async function send(gatehouse: TestGatehouse, line: string, headers: readonly string[] = [], body = ''): Promise<Answer> {
  const port = portOf(gatehouse);
  const host = headers.some((header) => /^host:/i.test(header)) ? [] : [`Host: 127.0.0.1:${port}`];
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return readAnswer(await rawRequest(port, [`${line} HTTP/1.1`, ...host, ...headers, ...length, 'Connection: close', '', body].join('\r\n')));
}

export function readAnswer(text: string): Answer {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = new Headers();
  for (const field of fields) headers.append(field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1));
  const rest = body.join('\r\n\r\n');
  return { status: Number(line.split(' ')[1]), headers, body: headers.get('transfer-encoding') === 'chunked' ? unchunk(Buffer.from(rest)) : rest };
}

/** RFC 9112 §7.1: every chunk says its length, the last one is empty. */
function unchunk(body: Buffer): string {
  const start = body.indexOf('\r\n') + 2;
  const length = Number.parseInt(body.subarray(0, start).toString(), 16);
  return length > 0 ? body.subarray(start, start + length).toString() + unchunk(body.subarray(start + length + 2)) : '';
}

/** The CORS headers of an answer; there is no good one. */
export const corsOf = ({ headers }: { readonly headers: Headers }): string[] => [...headers.keys()].filter((name) => name.startsWith('access-control'));

/** Everything that is kept or waits. Two of these are equal when nothing came of what happened between. */
export async function effects({ store, desk, memoryStore }: TestGatehouse) {
  const [clients, grants, sessions, memories] = await Promise.all([store.clients.list(), store.grants.list(), store.sessions.list(), memoryStore.total()]);
  return {
    clients: clients.map(({ id, state }) => [id, state]),
    waiting: desk.list().map(({ id, stage, permissions }) => [id, stage, permissions.length]),
    grants: grants.map(({ id, scopes, endedAt }) => [id, scopes, endedAt]),
    sessions: sessions.map(({ id, renewals, endedAt }) => [id, renewals, endedAt]),
    memories,
  };
}

/** The requests that a person could allow. */
export const asking = ({ desk }: TestGatehouse) => desk.list().filter(({ stage }) => stage === 'asking');

export type Login = { readonly clientId: string; readonly verifier: string; readonly challenge: string; readonly page: string };

/** A program, a new one unless it is named, opens its login, up to the waiting page. */
export async function openLogin({ url }: TestGatehouse, parameters: Record<string, string | null> = {}, knownId?: string): Promise<Login> {
  const clientId = knownId ?? String((await register(url)).client_id);
  const { verifier, challenge } = makePkce();
  return { clientId, verifier, challenge, page: await openWaiting(authorizationUrl(url, clientId, challenge, parameters)) };
}

type Choice = Partial<Omit<Extract<Decision, { answer: 'allow' }>, 'answer'>>;

/** The person allows what waits of this client: everything up to write, for 30 days, unless said otherwise. */
export async function allow({ desk }: TestGatehouse, clientId: string, choice: Choice = {}): Promise<void> {
  const request = desk.list().find(({ client, stage }) => client.id === clientId && stage === 'asking');
  const outcome = await desk.decide(
    request?.id ?? '',
    { answer: 'allow', scopes: ['memory:write'], for: '30d', compartment: 'default', ...choice },
    'terminal',
  );
  if (outcome !== 'decided') throw new Error(`the request was not allowed: ${outcome}`);
}

/** Where the waiting page leads, which it does once. */
export async function leaves(page: string): Promise<URL> {
  const response = await get(page);
  if (response.status !== 303) throw new Error(`the waiting page answered ${response.status}`);
  return new URL(response.headers.get('location') ?? '');
}

/** A code that has not been redeemed, and the form that redeems it. */
export async function freshCode(gatehouse: TestGatehouse, choice: Choice = {}, parameters: Record<string, string | null> = {}, knownId?: string) {
  const { clientId, verifier, page } = await openLogin(gatehouse, parameters, knownId);
  await allow(gatehouse, clientId, choice);
  const code = (await leaves(page)).searchParams.get('code') ?? '';
  return { clientId, code, verifier, form: { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier } };
}

export const token = ({ url }: TestGatehouse, form: Record<string, string>): Promise<Response> => postForm(`${url}/oauth/token`, form);

export const refresh = (gatehouse: TestGatehouse, clientId: string, refreshToken: string, more: Record<string, string> = {}): Promise<Response> =>
  token(gatehouse, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken, ...more });

/** Status and whole body of an OAuth error. */
export const refusal = async (response: Response): Promise<[number, unknown]> => [response.status, await response.json()];

export const YES: Decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' };
export const NO: Decision = { answer: 'deny', notAsked: false };

/** What the client reads when the browser comes back; null while it waits. */
export async function outcomeAt(page: string): Promise<URLSearchParams | null> {
  const response = await get(page);
  return response.status === 303 ? new URL(response.headers.get('location') ?? '').searchParams : null;
}
export const errorAt = async (page: string): Promise<string | null> => (await outcomeAt(page))?.get('error') ?? null;

export const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
