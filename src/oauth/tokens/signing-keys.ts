/** The keys that sign access tokens: made once, kept in the vault one entry per key, published while a token may use them. */
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Clock, Random } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import { type KeyVault, VaultUnavailable } from '../../vault/key-vault.ts';
import { makeId } from '../secrets.ts';

export type SigningAlgorithm = 'ES256' | 'RS256';

export type SigningKeys = {
  /** The key that signs now. */
  current(): { readonly kid: string; readonly alg: SigningAlgorithm; readonly key: CryptoKey };
  /** @returns the public half, or null for a `kid` that is not (or no longer) ours */
  verifier(kid: string): { readonly alg: SigningAlgorithm; readonly key: CryptoKey } | null;
  /** RFC 7517 set of public keys. */
  jwks(): { readonly keys: readonly JWK[] };
};

type Listed = { readonly kid: string; readonly alg: SigningAlgorithm; readonly createdAt: number };
type Loaded = Listed & { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey; readonly publicJwk: JWK };
type Deps = {
  readonly vault: KeyVault;
  readonly facts: AuthStore['facts'];
  readonly clock: Clock;
  readonly random: Random;
  readonly algorithm: SigningAlgorithm;
};

const FACT = 'signing-keys';

/**
 * Loads the keys of the profile, or makes the first one of a new profile.
 * @throws VaultUnavailable when the vault cannot be used, or no longer holds a key that it should: a silent new key
 *   would turn every client away without a word
 */
export async function loadSigningKeys(deps: Deps): Promise<SigningKeys> {
  const kept = await deps.facts.get(FACT);
  const listed: Listed[] = kept === null ? [await createKey(deps)] : JSON.parse(kept);
  const loaded = await Promise.all(listed.map((entry) => loadKey(deps.vault, entry)));
  const byKid = new Map(loaded.map((entry) => [entry.kid, entry]));
  const current = loaded.at(-1);
  if (current === undefined) throw new VaultUnavailable('This profile has no signing key. Restore its data directory from a backup.');
  return {
    current: () => ({ kid: current.kid, alg: current.alg, key: current.privateKey }),
    verifier: (kid) => {
      const entry = byKid.get(kid);
      return entry === undefined ? null : { alg: entry.alg, key: entry.publicKey };
    },
    jwks: () => ({ keys: loaded.map((entry) => entry.publicJwk) }),
  };
}

async function createKey({ vault, facts, clock, random, algorithm }: Deps): Promise<Listed> {
  const kid = makeId(random, '');
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 });
  await vault.write(entryName(kid), JSON.stringify(await exportJWK(privateKey)));
  const listed: Listed = { kid, alg: algorithm, createdAt: clock.now() };
  // The vault first: a key that is listed but was never kept would lock the profile.
  await facts.set(FACT, JSON.stringify([listed]));
  return listed;
}

async function loadKey(vault: KeyVault, entry: Listed): Promise<Loaded> {
  const kept = await vault.read(entryName(entry.kid));
  if (kept === null) {
    throw new VaultUnavailable(
      `The ${vault.kind === 'keychain' ? 'keychain' : 'key file'} no longer holds Gatehouse's signing key. Restore it, or start with a new data directory.`,
    );
  }
  const jwk: JWK = JSON.parse(kept);
  const publicJwk = { ...publicPart(jwk), kid: entry.kid, alg: entry.alg, use: 'sig' };
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, entry.alg), importJWK(publicJwk, entry.alg)]);
  return { ...entry, privateKey: privateKey as CryptoKey, publicKey: publicKey as CryptoKey, publicJwk };
}

/** Named members only: a private member can never slip into the published set. */
function publicPart(jwk: JWK): JWK {
  const { kty, crv, x, y, n, e } = jwk;
  return Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)) as JWK;
}

function entryName(kid: string): string {
  return `signing-key:${kid}`;
}
