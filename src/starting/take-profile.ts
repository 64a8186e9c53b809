import { randomUUID } from 'node:crypto';
import { openProfile } from '../edge/choose-profile.ts';
import { openDataDirectory } from '../edge/data-directory.ts';
import { lockDirectory } from '../edge/instance-lock.ts';
import { forgetKeychain } from '../edge/keychain-record.ts';
import type { Profile } from '../edge/profile.ts';
import type { Undo } from '../shared/undo.ts';
import type { KeyVault } from '../vault/key-vault.ts';
import type { Start } from './start.ts';

export type TakenProfile = {
  /** The data directory, locked. */
  readonly directory: string;
  readonly profile: Profile;
  readonly vault: KeyVault;
  /** `auto` only ever in a test profile. */
  readonly consent: 'ask' | 'auto';
  /** The profile is new and keeps its keys in a file because no keychain answered. */
  readonly fellBack: boolean;
};

/** The data directory, for this process alone, and the keys in it. @throws StartError, VaultUnavailable */
export async function takeProfile(path: string, { options, mayFallBack }: Pick<Start, 'options' | 'mayFallBack'>, undo: Undo): Promise<TakenProfile> {
  const directory = openDataDirectory(path, options.testProfile !== undefined);
  undo.push(() => directory.abandon());
  undo.push(await lockDirectory(directory.path));
  const { profile, vault, isNew } = await openProfile(directory, options, mayFallBack, randomUUID);
  forgetKeychain(directory.path);
  return {
    directory: directory.path,
    profile,
    vault,
    consent: profile.test ? (options.consent ?? 'ask') : 'ask',
    fellBack: isNew && vault.kind === 'file' && options.vault === undefined && !profile.test,
  };
}
