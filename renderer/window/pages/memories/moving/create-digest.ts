import { joined } from '../../../../../src/moving/bytes.ts';
import type { CreateDigest } from '../../../../../src/moving/digest.ts';

/** A page has no digest that grows, so all of it is kept until the end. */
export const createDigest: CreateDigest = () => {
  const chunks: Uint8Array[] = [];
  return {
    update: (bytes) => void chunks.push(bytes),
    async end() {
      const digest = await crypto.subtle.digest('SHA-256', joined(chunks));
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
};
