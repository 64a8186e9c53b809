/** The keys that sign access tokens: made once, kept in the vault one entry per key, published while a token may use them. */
import type { KeyObject } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import { type KeyVault, VaultUnavailable } from '../../vault/key-vault.ts';
import { createKey, eraseKey, type KeptKey, type ListedKey, loadKey, type SigningAlgorithm } from './kept-key.ts';

export type SigningKeys = {
  /** The key that signs now. */
  current(): { readonly kid: string; readonly alg: SigningAlgorithm; readonly key: KeyObject };
  /** @returns the public half, or null for a `kid` that is not (or no longer) ours */
  verifier(kid: string): { readonly alg: SigningAlgorithm; readonly key: CryptoKey } | null;
  /** RFC 7517 set of public keys: during a rotation there are two. */
  jwks(): { readonly keys: readonly JWK[] };
  /**
   * A new key signs from now on; the old one is published until the last token it signed has ended. Nobody is disconnected.
   * @returns the new `kid`, or null when so many keys are still published that no further one is made
   * @throws VaultUnavailable with nothing changed
   */
  rotate(): Promise<string | null>;
  /** Removes the keys whose last token has ended. */
  tick(): Promise<void>;
};

type Deps = {
  readonly vault: KeyVault;
  readonly facts: AuthStore['facts'];
  readonly clock: Clock;
  readonly random: Random;
  readonly algorithm: SigningAlgorithm;
  /** Called with the new `kid` after a rotation. */
  readonly onRotated: (kid: string) => void;
};

const FACT = 'signing-keys';
/** Names of vault entries that no key stands behind: written before their key is listed, or to be erased after it was. */
const LOOSE = 'signing-keys-loose';
/** Milliseconds. The longest lifetime that can be set, whatever is set now: earlier tokens may have been given more; and a minute for signing. */
const UNTIL_LAST_TOKEN = 61 * 60_000;
/** Rotating again and again must not fill the keychain, nor the set that every verifier downloads. */
const MOST_PUBLISHED = 8;

/**
 * Loads the keys of the profile, or makes the first one of a new profile. Another algorithm than the one that signed so
 * far is a rotation.
 * @throws VaultUnavailable when the vault cannot be used, or no longer holds a key that it should: a silent new key
 *   would turn every client away without a word
 */
export async function loadSigningKeys(deps: Deps): Promise<SigningKeys> {
  const { vault, facts, clock, random, algorithm, onRotated } = deps;
  const kept = await facts.get(FACT);
  let keys: readonly KeptKey[] = await Promise.all((kept === null ? [] : (JSON.parse(kept) as ListedKey[])).map((entry) => loadKey(vault, entry)));

  const current = (): KeptKey => {
    const key = keys.find(({ until }) => until === undefined);
    if (key === undefined) throw new VaultUnavailable('This profile has no signing key. Restore its data directory from a backup.');
    return key;
  };
  const list = async (next: readonly KeptKey[]): Promise<void> => {
    await facts.set(FACT, JSON.stringify(next.map(({ kid, alg, createdAt, until }) => ({ kid, alg, createdAt, until }))));
    keys = next;
  };

  let turn: Promise<unknown> = Promise.resolve();
  /** Changes of the list one after the other: two at once would each write the list without the other's key. */
  function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const mine = turn.then(change);
    turn = mine.catch(() => undefined);
    return mine;
  }

  /**
   * A kill between two steps leaves a usable list, and at most an entry that no key stands behind. What is listed is read
   * from the store: a commit whose answer was lost must not cost the profile its key.
   */
  async function tidy(): Promise<void> {
    const loose: string[] = JSON.parse((await facts.get(LOOSE)) ?? '[]');
    if (loose.length === 0) return;
    const listed: ListedKey[] = JSON.parse((await facts.get(FACT)) ?? '[]');
    for (const kid of loose) if (!listed.some((entry) => entry.kid === kid)) await eraseKey(vault, kid);
    await facts.set(LOOSE, null);
  }

  async function add(): Promise<string> {
    await tidy();
    const kid = makeId(random, clock.now(), '');
    await facts.set(LOOSE, JSON.stringify([kid]));
    // The vault before the list: a key that is listed but was never kept would lock the profile.
    await createKey(vault, algorithm, kid);
    const fresh = await loadKey(vault, { kid, alg: algorithm, createdAt: clock.now() });
    const until = clock.now() + UNTIL_LAST_TOKEN;
    await list([...keys.map((key) => (key.until === undefined ? { ...key, until } : key)), fresh]);
    await facts.set(LOOSE, null);
    return kid;
  }

  async function rotate(): Promise<string> {
    const kid = await add();
    onRotated(kid);
    return kid;
  }

  await tidy();
  if (kept === null) await add();
  else if (current().alg !== algorithm) await rotate();
  return {
    current: () => {
      const { kid, alg, privateKey } = current();
      return { kid, alg, key: privateKey };
    },
    verifier: (kid) => {
      const entry = keys.find((key) => key.kid === kid);
      return entry === undefined ? null : { alg: entry.alg, key: entry.publicKey };
    },
    jwks: () => ({ keys: keys.map((entry) => entry.publicJwk) }),
    rotate: () => inTurn(async () => (keys.length < MOST_PUBLISHED ? rotate() : null)),
    tick: () => inTurn(retire),
  };

  async function retire(): Promise<void> {
    const over = keys.filter(({ until }) => until !== undefined && until <= clock.now());
    if (over.length > 0) {
      await facts.set(LOOSE, JSON.stringify(over.map(({ kid }) => kid)));
      // The list before the vault: a key that is gone from the vault but still listed would lock the profile.
      await list(keys.filter((key) => !over.includes(key)));
    }
    await tidy();
  }
}
