/** `profile.json`: what a data directory is, decided once and never changed by itself. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VaultKind } from '../vault/key-vault.ts';
import { StartError } from './start-error.ts';

export type Profile = {
  /** Names this directory's entries in the keychain. */
  readonly id: string;
  readonly vault: VaultKind;
  /** A test profile may consent by itself and is never served without being named as one. */
  readonly test: boolean;
};

/** @returns null when the directory holds no profile yet */
export function readProfile(directory: string): Profile | null {
  let text: string;
  try {
    text = readFileSync(fileOf(directory), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw new StartError(`${fileOf(directory)} cannot be read. Fix its permissions.`, { cause: error });
  }
  try {
    const { id, vault, test } = JSON.parse(text) as Partial<Profile>;
    if (typeof id === 'string' && (vault === 'file' || vault === 'keychain')) return { id, vault, test: test === true };
  } catch {
    // Falls through: a damaged file is refused like a foreign one.
  }
  throw new StartError(`${fileOf(directory)} is damaged. Restore it from a backup.`);
}

export function writeProfile(directory: string, profile: Profile): void {
  const next = `${fileOf(directory)}.new`;
  const file = openSync(next, 'w', 0o600);
  try {
    // All of it or an error: on a full disk a single write may stop half way without one.
    writeFileSync(file, `${JSON.stringify(profile, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, fileOf(directory));
}

function fileOf(directory: string): string {
  return join(directory, 'profile.json');
}
