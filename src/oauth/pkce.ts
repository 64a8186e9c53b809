/** RFC 7636, S256 only: `plain` proves nothing once the authorization request has been seen. */
import { hash, timingSafeEqual } from 'node:crypto';

/** §4.2: an S256 challenge is 32 bytes, base64url without padding. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** §4.1: 43 to 128 unreserved characters. */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

export function isChallenge(text: string): boolean {
  return CHALLENGE.test(text);
}

export function isVerifier(text: string): boolean {
  return VERIFIER.test(text);
}

/** §4.6: whether the verifier hashes to the challenge, in constant time. */
export function verifies(verifier: string, challenge: string): boolean {
  const made = Buffer.from(hash('sha256', verifier, 'base64url'));
  const stored = Buffer.from(challenge);
  return made.length === stored.length && timingSafeEqual(made, stored);
}
