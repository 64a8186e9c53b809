/**
 * A refresh token that is repeated within the grace must get the same successor, but at rest we keep hashes only. So the
 * successor is kept encrypted under a key that only the holder of its predecessor can derive.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Random } from '../../shared/edge.ts';

const NONCE = 12;
const TAG = 16;

/** @returns AES-256-GCM of the successor, base64url of nonce, tag and ciphertext */
export function sealSuccessor(predecessor: string, successor: string, random: Random): string {
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(predecessor), nonce);
  const sealed = Buffer.concat([cipher.update(successor, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws when the box was not sealed under this predecessor */
export function openSuccessor(predecessor: string, box: string): string {
  const bytes = Buffer.from(box, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(predecessor), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}

/** As key objects: what is handed over as text or bytes, Node takes several times as long to look at as to use. */
function keyOf(predecessor: string): KeyObject {
  const secret = createSecretKey(predecessor, 'utf8');
  return createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', 'gatehouse refresh token successor', 32)));
}
