import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, connect, get, makePkce, openWaiting, postForm, REDIRECT, register, type Tokens } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(async () => {
  expect(gatehouse.faults).toEqual([]);
  await gatehouse.close();
});

const token = (form: Record<string, string>) => postForm(`${gatehouse.url}/oauth/token`, form);
const refresh = (clientId: string, refreshToken: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken, ...more });

/** A code that has not been redeemed yet. */
async function freshCode() {
  const { client_id } = await register(gatehouse.url);
  const clientId = String(client_id);
  const { verifier, challenge } = makePkce();
  const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, challenge));
  const [request] = gatehouse.desk.list();
  await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:write'], for: '30d', compartment: 'default' }, 'terminal');
  const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
  return { clientId, verifier, form: { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier } };
}

describe('RFC 9068 access tokens (ruling 16)', () => {
  it('carry exactly the claims that were decided, for 15 minutes', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'memory:read memory:write' });
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const claims = decodeJwt(tokens.access_token);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'client_id', 'exp', 'grant', 'iat', 'iss', 'jti', 'scope', 'sub']);
    expect(claims).toMatchObject({ iss: gatehouse.url, aud: `${gatehouse.url}/mcp`, client_id: clientId, scope: 'memory:read memory:write' });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
  });

  it('are refused when they have expired, and told so', async () => {
    const { tokens } = await connect(gatehouse);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    gatehouse.clock.advance(901_000);
    const response = await callTool(gatehouse, tokens.access_token, 'memory_status');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error_description="the access token has expired"');
  });
});

describe('OAuth 2.1 §4.1.3: the code', () => {
  it('works without redirect_uri and fails with another one', async () => {
    const { form } = await freshCode();
    const wrong = await token({ ...form, redirect_uri: `${REDIRECT}x` });
    expect(await wrong.json()).toEqual({ error: 'invalid_grant', error_description: 'redirect_uri differs from the authorization request' });
    expect((await token(form)).status).toBe(200);
  });

  it('a wrong verifier is refused and does not burn the code', async () => {
    const { form } = await freshCode();
    expect(await (await token({ ...form, code_verifier: 'b'.repeat(43) })).json()).toMatchObject({ error: 'invalid_grant' });
    expect(await (await token({ ...form, code_verifier: 'b'.repeat(42) })).json()).toMatchObject({ error: 'invalid_request' });
    expect((await token(form)).status).toBe(200);
  });

  it('ends after 60 s', async () => {
    const { form } = await freshCode();
    gatehouse.clock.advance(60_001);
    expect(await (await token(form)).json()).toEqual({ error: 'invalid_grant', error_description: 'the code is unknown, used or expired' });
  });

  it('of any number of redemptions at once, one succeeds', async () => {
    const { form } = await freshCode();
    const answers = await Promise.all(Array.from({ length: 10 }, () => token(form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('used again with the right verifier ends what it issued; with a wrong one nothing', async () => {
    const { clientId, code, verifier, tokens } = await connect(gatehouse);
    const form = { grant_type: 'authorization_code', code, client_id: clientId };
    expect((await token({ ...form, code_verifier: 'b'.repeat(43) })).status).toBe(400);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    expect((await token({ ...form, code_verifier: verifier })).status).toBe(400);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(400);
  });

  it('of another client is invalid_grant; an unknown client is 401 invalid_client before anything else', async () => {
    const { form } = await freshCode();
    const other = await connect(gatehouse);
    expect(await (await token({ ...form, client_id: other.clientId })).json()).toMatchObject({ error: 'invalid_grant' });
    const unknown = await token({ ...form, client_id: 'gh_gone' });
    expect(unknown.status).toBe(401);
    expect(await unknown.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('parameters in the query are not read, repeats are refused, other grants are unsupported', async () => {
    const { form, clientId } = await freshCode();
    expect(
      (
        await fetch(`${gatehouse.url}/oauth/token?${new URLSearchParams(form)}`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(401);
    const repeated = await fetch(`${gatehouse.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${new URLSearchParams(form)}&code=x`,
    });
    expect(await repeated.json()).toMatchObject({ error: 'invalid_request' });
    for (const grant_type of ['password', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code']) {
      expect(await (await token({ grant_type, client_id: clientId })).json()).toMatchObject({ error: 'unsupported_grant_type' });
    }
  });

  it('cannot be redeemed once the person has disconnected the client', async () => {
    const { form, clientId } = await freshCode();
    await gatehouse.control.disconnect([clientId]);
    expect(await (await token(form)).json()).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('OAuth 2.1 §4.3: rotation with a grace (ruling 16)', () => {
  it('gives a new pair and ends the old refresh token', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = (await (await refresh(clientId, tokens.refresh_token)).json()) as Tokens;
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect((await callTool(gatehouse, next.access_token, 'memory_status')).status).toBe(200);
  });

  it('within 60 s the direct predecessor gets the same successor and a new access token', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const first = (await (await refresh(clientId, tokens.refresh_token)).json()) as Tokens;
    gatehouse.clock.advance(59_000);
    const again = (await (await refresh(clientId, tokens.refresh_token)).json()) as Tokens;
    expect(again.refresh_token).toBe(first.refresh_token);
    expect(again.access_token).not.toBe(first.access_token);
    expect((await callTool(gatehouse, again.access_token, 'memory_status')).status).toBe(200);
  });

  it('two at once both succeed with one successor', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const answers = await Promise.all([refresh(clientId, tokens.refresh_token), refresh(clientId, tokens.refresh_token)]);
    const [one, two] = (await Promise.all(answers.map((answer) => answer.json()))) as [Tokens, Tokens];
    expect(one.refresh_token).toBe(two.refresh_token);
  });

  it('later reuse ends the family, its access tokens included', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = (await (await refresh(clientId, tokens.refresh_token)).json()) as Tokens;
    gatehouse.clock.advance(61_000);
    expect(await (await refresh(clientId, tokens.refresh_token)).json()).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(clientId, next.refresh_token)).status).toBe(400);
    expect((await callTool(gatehouse, next.access_token, 'memory_status')).status).toBe(401);
  });

  it('once the successor was used, the predecessor is reuse even within the grace', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = (await (await refresh(clientId, tokens.refresh_token)).json()) as Tokens;
    expect((await refresh(clientId, next.refresh_token)).status).toBe(200);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(400);
  });

  it('another client cannot use it, and nothing happens to the family', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const other = await connect(gatehouse);
    expect((await refresh(other.clientId, tokens.refresh_token)).status).toBe(400);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(200);
  });

  it('less may be asked, more may not', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const less = (await (await refresh(clientId, tokens.refresh_token, { scope: 'memory:read' })).json()) as Tokens;
    expect(less.scope).toBe('memory:read');
    expect((await callTool(gatehouse, less.access_token, 'memory_store', { content: 'x' })).status).toBe(403);
    const full = (await (await refresh(clientId, less.refresh_token)).json()) as Tokens;
    expect(full.scope).toBe('memory:read memory:write');
    expect(await (await refresh(clientId, full.refresh_token, { scope: 'memory:admin' })).json()).toMatchObject({ error: 'invalid_scope' });
  });

  it('a refresh token is no access token and the other way round', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    expect((await callTool(gatehouse, tokens.refresh_token, 'memory_status')).status).toBe(401);
    expect((await refresh(clientId, tokens.access_token)).status).toBe(400);
  });
});

describe('a revoke bites at the very next request (ruling 17)', () => {
  it('disconnect', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const revoking = gatehouse.control.disconnect([clientId]);
    // Not even the commit is waited for.
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
    await revoking;
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(400);
  });

  it('a connection ends when the person said it would', async () => {
    const { tokens, clientId } = await connect(gatehouse);
    gatehouse.clock.advance(30 * 24 * 3_600_000 + 1);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(400);
  });

  it('pause and lock are 503, so that the client keeps its login', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await gatehouse.control.pause([clientId]);
    const paused = await callTool(gatehouse, tokens.access_token, 'memory_status');
    expect(paused.status).toBe(503);
    expect(paused.headers.get('retry-after')).toBe('60');
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(503);
    await gatehouse.control.resume([clientId]);
    await gatehouse.control.setLocked(true);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(503);
    await gatehouse.control.setLocked(false);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
  });
});

describe('RFC 7009 revocation', () => {
  const revoke = (form: Record<string, string>) => postForm(`${gatehouse.url}/oauth/revoke`, form);

  it('of the refresh token ends the family', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const response = await revoke({ token: tokens.refresh_token, client_id: clientId });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
  });

  it('of the access token ends that token alone', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    expect((await revoke({ token: tokens.access_token, client_id: clientId })).status).toBe(200);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(200);
  });

  it('of what is unknown or another client’s is 200 without effect', async () => {
    const { tokens } = await connect(gatehouse);
    const other = await connect(gatehouse);
    for (const value of ['garbage', tokens.refresh_token, tokens.access_token]) {
      expect((await revoke({ token: value, client_id: other.clientId, token_type_hint: 'nonsense' })).status).toBe(200);
    }
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    expect((await revoke({ client_id: other.clientId })).status).toBe(400);
  });
});

describe('RFC 7591 §2: confidential clients', () => {
  it.each(['client_secret_post', 'client_secret_basic'])('%s gets a secret once and has to show it', async (method) => {
    const registered = (await register(gatehouse.url, { token_endpoint_auth_method: method })) as { client_id: string; client_secret: string };
    expect(registered.client_secret).toMatch(/^ghs_/);
    const without = await token({ grant_type: 'refresh_token', refresh_token: 'x', client_id: registered.client_id });
    expect(without.status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`${registered.client_id}:${registered.client_secret}`).toString('base64')}` };
    const form = { grant_type: 'refresh_token', refresh_token: 'x' };
    const shown =
      method === 'client_secret_basic'
        ? await postForm(`${gatehouse.url}/oauth/token`, form, basic)
        : await token({ ...form, client_id: registered.client_id, client_secret: registered.client_secret });
    expect(await shown.json()).toMatchObject({ error: 'invalid_grant' });
  });
});
