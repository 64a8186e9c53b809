/** The one place where secrets are made, hashed and compared. A secret leaves as text once and is kept as a hash only. */
import { hash, timingSafeEqual } from 'node:crypto';
import type { Random } from './edge.ts';

/** Text that opens something. Branded, so that it cannot be stored where a `SecretHash` belongs. */
export type Secret = string & { readonly __secret: unique symbol };
/** SHA-256 of a secret, base64url. A plain hash suffices: the input has 256 bits of entropy. */
export type SecretHash = string & { readonly __secretHash: unique symbol };

const BYTES = 32;

/**
 * @param prefix tells a person and a leak scanner what was found, for example `ghr_`
 * @returns 256 random bits, base64url, behind the prefix
 */
export function makeSecret(random: Random, prefix = ''): Secret {
  return `${prefix}${Buffer.from(random.bytes(BYTES)).toString('base64url')}` as Secret;
}

/** @param secret what a stranger presented or what `makeSecret` made */
export function hashSecret(secret: string): SecretHash {
  return hash('sha256', secret, 'base64url') as SecretHash;
}

/** Whether a presented secret is the one behind a stored hash, in constant time. */
export function matchesHash(presented: string, stored: string): boolean {
  const left = Buffer.from(hashSecret(presented));
  const right = Buffer.from(stored);
  return left.length === right.length && timingSafeEqual(left, right);
}
