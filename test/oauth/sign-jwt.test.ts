import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { signJwt } from '../../src/oauth/tokens/sign-jwt.ts';

describe('RFC 7515 §3.1 a signed token', () => {
  it.each([
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ] as const)('%s is good to jose with its own key, and to nobody with another', async (alg, makeKeys) => {
    const { privateKey, publicKey } = makeKeys();
    const claims = { iss: 'http://127.0.0.1:1', sub: 'ö 日本 \u{1F511}', cap: undefined };
    const token = await signJwt({ alg, kid: 'k1', typ: 'at+jwt' }, claims, privateKey);
    expect(decodeProtectedHeader(token)).toEqual({ alg, kid: 'k1', typ: 'at+jwt' });
    expect((await jwtVerify(token, publicKey)).payload).toEqual({ iss: claims.iss, sub: claims.sub });
    await expect(jwtVerify(token, makeKeys().publicKey)).rejects.toThrow('signature verification failed');
  });
});
