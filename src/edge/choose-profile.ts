/** Which data directory is served, as what, and with which vault. Everything is decided before the first byte is written. */
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { createFileVault } from '../vault/create-file-vault.ts';
import { createKeychainVault } from '../vault/create-keychain-vault.ts';
import type { KeyVault } from '../vault/key-vault.ts';
import { KeychainUnavailable } from '../vault/keychain-problem.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { KEYCHAIN_RECORD } from './keychain-record.ts';
import { type Profile, readProfile, writeProfile } from './profile.ts';
import type { ServeOptions } from './serve-options.ts';
import { StartError } from './start-error.ts';

export const DEFAULT_PORT = 4283;
const TEST_VAULT = 'file';

/** Refuses what must never be mixed: a test profile consents by itself, a person's never may. */
export function checkProfileRules(options: ServeOptions, directory: string, port: number): void {
  const path = resolve(directory);
  const isTest = options.testProfile !== undefined;
  if (isTest && port === DEFAULT_PORT)
    throw new StartError(`A test profile never uses port ${DEFAULT_PORT}: programs would take it for the real one. Choose another --port.`);
  if (!existsSync(path)) return;
  const profile = readProfile(path);
  if (profile?.test && !isTest) throw new StartError(`${path} is a test profile. Serve it with --test-profile ${path}, or choose another directory.`);
  if (isTest && !profile?.test) refuseFilled(path);
}

/**
 * The window keeps settings before there is a first start, because they may be what prevents it. Whose they are is said
 * first: settings alone could be a person's, and their directory must never become one that consents by itself.
 * @throws StartError where `directory` is not empty and not a test profile; then nothing was changed in it
 */
export function markTestProfile(directory: string, options: ServeOptions, newId: () => string): void {
  const path = resolve(directory);
  if (existsSync(path)) {
    if (readProfile(path)?.test) return;
    refuseFilled(path);
  }
  openDataDirectory(path, true);
  writeProfile(path, { id: newId(), vault: options.vault ?? TEST_VAULT, test: true });
}

function refuseFilled(path: string): void {
  const names = readdirSync(path).filter((name) => !isLeftover(name));
  if (names.length === 0) return;
  const what = names.length === 1 ? `holds ${names[0]}` : 'is not empty';
  const remove = names.length === 1 && names[0] === 'config.json' ? ', or remove config.json if nobody needs these settings' : '';
  throw new StartError(`${path} ${what} and is not a test profile, so it cannot become one. Choose an empty directory${remove}.`);
}

/** As good as empty: what is left of a first start that was killed, or found the disk full, before it could say what the directory is. */
function isLeftover(name: string): boolean {
  return name === KEYCHAIN_RECORD || /^(?:broker\.lock(?:\.\d+)?|profile\.json\.new)$/.test(name);
}

export type Chosen = { readonly profile: Profile; readonly vault: KeyVault /** It came into being now. */; readonly isNew: boolean };

/**
 * @param inCheckout `npm start` may fall back to the file vault, once, for a new profile (ruling 18)
 * @throws StartError, VaultUnavailable
 */
export async function openProfile(directory: DataDirectory, options: ServeOptions, inCheckout: boolean, newId: () => string): Promise<Chosen> {
  const known = readProfile(directory.path);
  if (known !== null) {
    if (options.vault !== undefined && options.vault !== known.vault) {
      throw new StartError(`This profile keeps its keys in the ${known.vault}; --vault ${options.vault} cannot change that. Leave --vault out.`);
    }
    return { profile: known, vault: await openVault(known, directory.path), isNew: false };
  }
  const test = options.testProfile !== undefined;
  const id = newId();
  const wanted = options.vault ?? (test ? TEST_VAULT : 'keychain');
  const { profile, vault } = await firstVault({ id, vault: wanted, test }, directory.path, inCheckout && options.vault === undefined);
  writeProfile(directory.path, profile);
  return { profile, vault, isNew: true };
}

async function firstVault(profile: Profile, directory: string, mayFallBack: boolean): Promise<{ profile: Profile; vault: KeyVault }> {
  try {
    return { profile, vault: await openVault(profile, directory) };
  } catch (error) {
    if (!(error instanceof KeychainUnavailable)) throw error;
    const { what, todo } = error.problem;
    // Only a profile that is new still has the choice.
    if (!mayFallBack) throw new KeychainUnavailable({ what, todo: `${todo}, or choose --vault file` }, { cause: error });
    const fallback: Profile = { ...profile, vault: 'file' };
    return { profile: fallback, vault: await openVault(fallback, directory) };
  }
}

function openVault({ id, vault }: Profile, directory: string): Promise<KeyVault> | KeyVault {
  return vault === 'file' ? createFileVault(directory) : createKeychainVault(id);
}
