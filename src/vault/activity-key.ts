import type { Random } from '../shared/edge.ts';
import type { KeyVault } from './key-vault.ts';

const NAME = 'activity-key';
const BYTES = 32;

/** The key of the activity chain: made once per profile, kept in the vault so that the database alone cannot forge an entry. */
export async function loadActivityKey(vault: KeyVault, random: Random): Promise<Uint8Array> {
  const kept = await vault.read(NAME);
  if (kept !== null) return Buffer.from(kept, 'base64url');
  const key = random.bytes(BYTES);
  await vault.write(NAME, Buffer.from(key).toString('base64url'));
  return key;
}
