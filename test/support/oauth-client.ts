/** A client by hand: every request's bytes are the test's own. */
import { createHash, randomBytes } from 'node:crypto';
import type { TestGatehouse } from './gatehouse.ts';
import { scanText } from './leaks.ts';

export const REDIRECT = 'http://127.0.0.1:51004/callback';

export function makePkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export async function register(url: string, body: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const response = await postJson(`${url}/oauth/register`, {
    client_name: 'Test client',
    redirect_uris: [REDIRECT],
    token_endpoint_auth_method: 'none',
    ...body,
  });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json() as Promise<Record<string, unknown>>;
}

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

export function postForm(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  });
}

export function authorizationUrl(url: string, clientId: string, challenge: string, overrides: Record<string, string | null> = {}): string {
  const parameters: Record<string, string | null> = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'state-1',
    scope: 'memory:read memory:write',
    resource: `${url}/mcp`,
    ...overrides,
  };
  const query = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null);
  return `${url}/oauth/authorize?${new URLSearchParams(query)}`;
}

export function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers });
}

/** The waiting page of a fresh authorization request. */
export async function openWaiting(url: string): Promise<string> {
  const response = await get(url);
  const location = response.headers.get('location') ?? '';
  if (response.status !== 303 || !location.includes('/oauth/authorize/')) throw new Error(`${response.status} ${location} ${await response.text()}`);
  return location;
}

export type Connected = { readonly clientId: string; readonly tokens: Tokens; readonly code: string; readonly verifier: string };
export type Tokens = { access_token: string; refresh_token: string; scope: string; expires_in: number; token_type: string };

/** Registers, is allowed, and redeems. */
export async function connect(
  gatehouse: TestGatehouse,
  scopes: readonly ('memory:read' | 'memory:write' | 'memory:admin')[] = ['memory:read', 'memory:write'],
  compartment = 'default',
): Promise<Connected> {
  const { url, desk } = gatehouse;
  const { client_id: clientId } = (await register(url)) as { client_id: string };
  const { verifier, challenge } = makePkce();
  const page = await openWaiting(authorizationUrl(url, clientId, challenge, { scope: scopes.join(' ') }));
  const [request] = desk.list().filter(({ client }) => client.id === clientId);
  await desk.decide(request?.id ?? '', { answer: 'allow', scopes, for: '30d', compartment }, 'terminal');
  const back = new URL((await get(page)).headers.get('location') ?? '');
  const code = back.searchParams.get('code') ?? '';
  const response = await postForm(`${url}/oauth/token`, {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    code_verifier: verifier,
    redirect_uri: REDIRECT,
  });
  if (response.status !== 200) throw new Error(await response.text());
  return { clientId, code, verifier, tokens: (await response.json()) as Tokens };
}

export function callTool(gatehouse: TestGatehouse, token: string, name: string, input: Record<string, unknown> = {}): Promise<Response> {
  return postJson(
    `${gatehouse.url}/mcp`,
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } },
    { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' },
  );
}

/** One request with exact bytes; the answer as text. */
export async function rawRequest(port: number, bytes: string): Promise<string> {
  const { connect: open } = await import('node:net');
  return new Promise((resolve, reject) => {
    const socket = open(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => {
      if (/^HTTP\/1\.1 [45]/.test(answer)) scanText('a refusal over a socket', answer);
      resolve(answer);
    });
    socket.on('error', reject);
  });
}
