/** A client under whatever address: loopback, https, or the name that a proxy gives us. */
import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TestGatehouse } from './gatehouse.ts';
import { makePkce, REDIRECT } from './oauth-client.ts';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
export type Ask = { readonly host: string; readonly headers?: Record<string, string>; readonly body?: string; readonly ca?: string; readonly agent?: Agent };

export const SERVER = '/.well-known/oauth-authorization-server';
export const RESOURCE = '/.well-known/oauth-protected-resource/mcp';

/**
 * A request to loopback under any Host.
 * @param where.ca the certificate to trust; without one it is http
 */
export function ask(port: number, path: string, { host, headers = {}, body, ca, agent }: Ask): Promise<Answer> {
  const send = ca === undefined ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: { host, ...headers },
        agent: agent ?? false,
        ca,
        servername: host.replace(/:\d+$/, '').replace(/^\[.*|^127.*/, 'localhost'),
      },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_BODY = { 'content-type': 'application/json' };

/** A program registers and opens its login under one Host, up to the waiting page. */
export async function begin(port: number, where: Ask, resource: string) {
  const registered = await ask(port, '/oauth/register', {
    ...where,
    headers: JSON_BODY,
    body: JSON.stringify({ client_name: 'Remote', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' }),
  });
  const { client_id: clientId } = JSON.parse(registered.body) as { client_id: string };
  const { verifier, challenge } = makePkce();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 's',
    resource,
  });
  const started = await ask(port, `/oauth/authorize?${query}`, where);
  return { clientId, verifier, page: new URL(started.headers.location ?? '') };
}

/** A whole login under one Host. */
export async function logIn({ desk }: Pick<TestGatehouse, 'desk'>, port: number, where: Ask, resource: string) {
  const { clientId, verifier, page } = await begin(port, where, resource);
  const [request] = desk.list().filter(({ client }) => client.id === clientId);
  await desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'terminal');
  const back = new URL((await ask(port, page.pathname, where)).headers.location ?? '');
  const redeemed = await ask(port, '/oauth/token', {
    ...where,
    headers: FORM,
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      client_id: clientId,
      code_verifier: verifier,
    }).toString(),
  });
  return { clientId, page, back, tokens: JSON.parse(redeemed.body) as { access_token: string; refresh_token: string } };
}
