import type { Clock } from '../../shared/edge.ts';
import { hashSecret } from '../../shared/secrets.ts';
import type { Verified } from '../tokens/access-token.ts';

const REMEMBERED = 1000;

/**
 * A signature that was good stays good until the token ends, so it is checked once; the state behind it is read every
 * time. Keyed by hash: the memory of the process holds no bearer token of ours.
 */
export function rememberVerified(verify: (token: string) => Promise<Verified>, clock: Clock): (token: string) => Promise<Verified> {
  const remembered = new Map<string, Exclude<Verified, { refused: unknown }>>();
  return async (token: string): Promise<Verified> => {
    const key = hashSecret(token);
    const known = remembered.get(key);
    if (known !== undefined && known.expiresAt > clock.now()) return known;
    remembered.delete(key);
    const verified = await verify(token);
    if ('refused' in verified) return verified;
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(key, verified);
    return verified;
  };
}
