/** One signing key in the vault. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { type KeyVault, VaultUnavailable } from '../../vault/key-vault.ts';

export type SigningAlgorithm = 'ES256' | 'RS256';

/** What is known of a key without the vault. */
export type ListedKey = {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly createdAt: number;
  /** When the last token that it signed has ended; absent for the key that signs. */
  readonly until?: number;
};

export type KeptKey = ListedKey & { readonly privateKey: KeyObject; readonly publicKey: CryptoKey; readonly publicJwk: JWK };

/** @throws VaultUnavailable */
export async function createKey(vault: KeyVault, algorithm: SigningAlgorithm, kid: string): Promise<void> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 });
  await vault.write(entryName(kid), JSON.stringify(await exportJWK(privateKey)));
}

/** @throws VaultUnavailable also when the vault no longer holds it */
export async function loadKey(vault: KeyVault, entry: ListedKey): Promise<KeptKey> {
  const kept = await vault.read(entryName(entry.kid));
  if (kept === null) {
    throw new VaultUnavailable(
      `The ${vault.kind === 'keychain' ? 'keychain' : 'key file'} no longer holds Gatehouse's signing key. Restore it, or start with a new data directory.`,
    );
  }
  const jwk: JWK = JSON.parse(kept);
  const publicJwk = { ...publicPart(jwk), kid: entry.kid, alg: entry.alg, use: 'sig' };
  const publicKey = (await importJWK(publicJwk, entry.alg)) as CryptoKey;
  return { ...entry, privateKey: createPrivateKey({ key: jwk, format: 'jwk' }), publicKey, publicJwk };
}

/** @throws VaultUnavailable */
export async function eraseKey(vault: KeyVault, kid: string): Promise<void> {
  await vault.erase(entryName(kid));
}

/** Named members only: a private member can never slip into the published set. */
function publicPart(jwk: JWK): JWK {
  const { kty, crv, x, y, n, e } = jwk;
  return Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)) as JWK;
}

function entryName(kid: string): string {
  return `signing-key:${kid}`;
}
