/** RFC 7515 §3.1 and RFC 7518 §3.3, §3.4 for one's own tokens. Why not jose, which checks them: docs/adr/0004. */
import { type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWTPayload } from 'jose';
import type { SigningAlgorithm } from './kept-key.ts';
import { rawSignature } from './raw-signature.ts';

export type JwtHeader = { readonly alg: SigningAlgorithm; readonly kid: string; readonly typ: string };

const later = promisify(sign);

/**
 * @param header as it stands in the token; `alg` must be the key's
 * @param claims members that are undefined are left out
 * @returns the compact form
 */
export async function signJwt(header: JwtHeader, claims: JWTPayload, key: KeyObject): Promise<string> {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${(await signature(header.alg, Buffer.from(input), key)).toString('base64url')}`;
}

/** An elliptic signature takes less time than a thread to make it; an RSA one holds the event loop for a millisecond. */
function signature(alg: SigningAlgorithm, input: Buffer, key: KeyObject): Buffer | Promise<Buffer> {
  return alg === 'ES256' ? rawSignature(sign('sha256', input, key)) : later('sha256', input, key);
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
