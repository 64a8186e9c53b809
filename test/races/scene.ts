/** Scenes that races begin with, and what a client is told afterwards. */
import { createHash } from 'node:crypto';
import type { Session } from '../../src/store/auth-store.ts';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, get, makePkce, openWaiting, postForm, REDIRECT, register, type Tokens } from '../support/oauth-client.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

export type Waiting = {
  readonly clientId: string;
  readonly verifier: string;
  readonly page: string;
  readonly requestId: string;
  readonly management: Management;
};
type Management = { readonly uri: string; readonly token: string };

/** A client whose authorization request waits for the person. */
export async function waitForAnswer({ url, desk }: TestGatehouse, scope = 'memory:read memory:write'): Promise<Waiting> {
  const registered = await register(url);
  const clientId = String(registered.client_id);
  const { verifier, challenge } = makePkce();
  const page = await openWaiting(authorizationUrl(url, clientId, challenge, { scope }));
  const requestId = desk.list().find(({ client }) => client.id === clientId)?.id ?? '';
  const management = { uri: String(registered.registration_client_uri), token: String(registered.registration_access_token) };
  return { clientId, verifier, page, requestId, management };
}

export const allow = ({ desk }: TestGatehouse, requestId: string) =>
  desk.decide(requestId, { answer: 'allow', scopes: ['memory:read', 'memory:write'], for: '30d', compartment: 'default' }, 'terminal');

export const deny = ({ desk }: TestGatehouse, requestId: string) => desk.decide(requestId, { answer: 'deny', notAsked: false }, 'terminal');

/** What the browser brings back: parameters of the redirect, or null when the page gave none. */
export async function fetchAnswer(page: string): Promise<URLSearchParams | null> {
  const location = (await get(page)).headers.get('location');
  return location === null ? null : new URL(location).searchParams;
}

export type WithCode = Waiting & { readonly code: string; readonly grantId: string };

/** A client that has been allowed and holds a code. */
export async function holdCode(gatehouse: TestGatehouse): Promise<WithCode> {
  const waiting = await waitForAnswer(gatehouse);
  await allow(gatehouse, waiting.requestId);
  const code = (await fetchAnswer(waiting.page))?.get('code') ?? '';
  const [grant] = await gatehouse.store.grants.list({ clientId: waiting.clientId });
  return { ...waiting, code, grantId: grant?.id ?? '' };
}

export type Answered = { readonly status: number; readonly body: Partial<Tokens> & { readonly error?: string } };

export async function answered(response: Promise<Response>): Promise<Answered> {
  const { status, ...answer } = await response.then(async (got) => ({ status: got.status, text: await got.text() }));
  return { status, body: answer.text === '' ? {} : JSON.parse(answer.text) };
}

export const redeem = ({ url }: TestGatehouse, { clientId, code, verifier }: Pick<WithCode, 'clientId' | 'code' | 'verifier'>): Promise<Answered> =>
  answered(postForm(`${url}/oauth/token`, { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier, redirect_uri: REDIRECT }));

export const refresh = ({ url }: TestGatehouse, clientId: string, token: string | undefined): Promise<Answered> =>
  answered(postForm(`${url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: token ?? '', client_id: clientId }));

export type Connection = WithCode & { readonly tokens: Tokens; readonly session: Session };

/** A client with a session and its first tokens. */
export async function openSession(gatehouse: TestGatehouse): Promise<Connection> {
  const made = await holdCode(gatehouse);
  const { status, body } = await redeem(gatehouse, made);
  const [session] = await gatehouse.store.sessions.list({ grantId: made.grantId });
  if (status !== 200 || session === undefined) throw new Error(`no session: ${status} ${JSON.stringify(body)}`);
  return { ...made, tokens: body as Tokens, session };
}

/** The status that a call with this token gets. */
export async function use(gatehouse: TestGatehouse, token: string | undefined, tool = 'memory_status'): Promise<number> {
  const response = await callTool(gatehouse, token ?? '', tool);
  await response.arrayBuffer();
  return response.status;
}
