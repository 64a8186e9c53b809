import { createHmac, createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { base64url, exportJWK, generateKeyPair, importJWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMapVault, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, get } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let head: JWTHeaderParameters;
let claims: Record<string, unknown>;
let ours: Awaited<ReturnType<typeof importJWK>>;
const vault = createMapVault();
beforeAll(async () => {
  gatehouse = await startGatehouse({ vault });
  const { tokens } = await connect(gatehouse);
  const [first = '', second = ''] = tokens.access_token.split('.');
  head = JSON.parse(Buffer.from(first, 'base64url').toString());
  claims = JSON.parse(Buffer.from(second, 'base64url').toString());
  ours = await importJWK(JSON.parse((await vault.read(`signing-key:${head.kid}`)) ?? '{}'), 'ES256');
});
afterAll(() => gatehouse.close());

const status = async (token: string) => (await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${token}` })).status;
/** Signed with our own key: only the named difference is wrong. */
const signed = (change: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  new SignJWT(Object.fromEntries(Object.entries({ ...claims, ...change }).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ ...head, ...header } as JWTHeaderParameters)
    .sign(ours);
const encode = (value: unknown) => base64url.encode(JSON.stringify(value));

describe('RFC 9068 §4 and RFC 8725: what is refused with 401', () => {
  it('J5 the same token, signed again with our key, is accepted: the rest of this file proves something', async () => {
    expect(await status(await signed({}))).toBe(405);
  });

  it.each(['none', 'None', 'NONE'])('J5 alg %s', async (alg) => {
    expect(await status(`${encode({ ...head, alg })}.${encode(claims)}.`)).toBe(401);
    expect(await status(`${encode({ ...head, alg })}.${encode(claims)}.${'A'.repeat(86)}`)).toBe(401);
  });

  it('J5 HS256 with our public key as the secret', async () => {
    const { keys } = (await (await get(`${gatehouse.url}/jwks`)).json()) as { keys: JsonWebKey[] };
    const pem = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    for (const secret of [pem, JSON.stringify(keys[0])]) {
      const input = `${encode({ ...head, alg: 'HS256' })}.${encode(claims)}`;
      expect(await status(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`)).toBe(401);
    }
  });

  it.each(['JWT', 'jwt', undefined, 'refresh+jwt'])('J5 typ %s', async (typ) => {
    expect(await status(await signed({}, { typ }))).toBe(401);
  });

  it.each(['https://evil.example', 'http://127.0.0.1:1', '', undefined])('J5 iss %j', async (iss) => {
    expect(await status(await signed({ iss }))).toBe(401);
  });

  it.each(['https://evil.example/mcp', 'http://127.0.0.1:1/mcp', [], undefined])('J5 aud %j', async (aud) => {
    expect(await status(await signed({ aud }))).toBe(401);
  });

  it.each(['jti', 'client_id', 'grant', 'sub', 'exp', 'iat'])('J5 without %s', async (claim) => {
    expect(await status(await signed({ [claim]: undefined }))).toBe(401);
  });

  it('J5 a claim that is not text, or names a grant of another client', async () => {
    expect(await status(await signed({ jti: 5 }))).toBe(401);
    expect(await status(await signed({ grant: { id: claims.grant } }))).toBe(401);
    expect(await status(await signed({ client_id: 'gh_another' }))).toBe(401);
    expect(await status(await signed({ grant: `gr_${randomUUID()}` }))).toBe(401);
  });

  it.each(['../../etc/passwd', 'https://evil.example/key', "' OR 1=1 --", ''])('J5 kid %j', async (kid) => {
    expect(await status(await signed({}, { kid }))).toBe(401);
  });

  it('J5 a foreign key of the same kind, under our kid', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    expect(await status(await new SignJWT(claims).setProtectedHeader(head).sign(privateKey))).toBe(401);
  });

  it('J5 a key that the token brings along is neither trusted nor fetched', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    for (const header of [{ jwk }, { jku: `http://127.0.0.1:${port}/jwks` }, { x5u: `http://127.0.0.1:${port}/x5u` }]) {
      const token = await new SignJWT(claims).setProtectedHeader({ ...head, ...header } as JWTHeaderParameters).sign(privateKey);
      expect(await status(token)).toBe(401);
    }
    expect(asked).toEqual([]);
    server.close();
  });

  it('J5 parts in a wrong number, empty, or not base64url', async () => {
    for (const token of ['..', 'a.b', 'a.b.c.d', `${encode(head)}..`, `${encode(head)}.${encode(claims)}.`, '%.%.%', '\u00e9.\u00e9.\u00e9'])
      expect(await status(token)).toBe(401);
  });
});
