import { createHash } from 'node:crypto';
import type { CreateDigest } from '../moving/digest.ts';

export const createDigest: CreateDigest = () => {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), end: async () => hash.digest('hex') };
};
