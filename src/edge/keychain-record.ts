/**
 * What the keychain answered when Gatehouse was started last, for a doctor that has no native module to ask with. Only who
 * was refused can know it: another program that asks is another program to the keychain too.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeychainProblem } from '../vault/keychain-problem.ts';

/** It may be there before a profile is, and makes none. */
export const KEYCHAIN_RECORD = 'keychain-problem.json';

export type KeychainRecord = KeychainProblem & {
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/** @param directory where it is not there, nothing is written: a first start that fails leaves nothing */
export function noteKeychain(directory: string, { what, todo }: KeychainProblem, at: number): void {
  if (!existsSync(directory)) return;
  try {
    writeFileSync(join(directory, KEYCHAIN_RECORD), JSON.stringify({ at, what, todo }), { mode: 0o600 });
  } catch {
    // The start says why it failed; this is only for whoever asks later.
  }
}

export function forgetKeychain(directory: string): void {
  rmSync(join(directory, KEYCHAIN_RECORD), { force: true });
}

/** @returns null when the last start had its keys */
export function readKeychainRecord(directory: string): KeychainRecord | null {
  try {
    const { at, what, todo } = JSON.parse(readFileSync(join(directory, KEYCHAIN_RECORD), 'utf8')) as Partial<KeychainRecord>;
    return typeof at === 'number' && typeof what === 'string' && typeof todo === 'string' ? { at, what, todo } : null;
  } catch {
    return null;
  }
}
