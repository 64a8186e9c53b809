/**
 * Both ends show that they can read `control.json` without sending its key: a stranger who squats on the address learns
 * nothing, and a stranger who finds the address gets no answer. Each end signs both nonces under a name of its own, so
 * that neither proof can be sent back as the other.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

type Nonces = { readonly command: string; readonly broker: string };

const NONCE = /^[A-Za-z0-9_-]{43}$/;

/** @param key 256 bits, base64url */
export function proofOf(role: 'command' | 'broker', key: string, { command, broker }: Nonces): string {
  return createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(`gatehouse control ${role} ${command} ${broker}`)
    .digest('base64url');
}

/** Constant-time comparison of what came with what was expected. */
export function isProof(presented: unknown, expected: string): boolean {
  if (typeof presented !== 'string') return false;
  const [left, right] = [Buffer.from(presented), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** 32 bytes, base64url. */
export function isNonce(value: unknown): value is string {
  return typeof value === 'string' && NONCE.test(value);
}
