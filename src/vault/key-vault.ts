/** The port to the place where secrets outlive the process: the OS keychain, or the file a person chose instead. */

export type VaultKind = 'keychain' | 'file';

/**
 * Named secrets of one profile. Every call may fail with a `VaultUnavailable` (locked, missing, denied): that is a fault
 * of ours or of the machine, never "there is no such secret".
 */
export type KeyVault = {
  readonly kind: VaultKind;
  /** @returns the secret's text, or null when nothing was ever kept under that name */
  read(name: string): Promise<string | null>;
  /** Keeps the text under the name, replacing what was there; resolves once it is durable. */
  write(name: string, secret: string): Promise<void>;
  /** Forgets the name; succeeds when there was nothing. */
  erase(name: string): Promise<void>;
};

/** The vault could not be used. `message` is one line for the person: what happened and what to do. */
export class VaultUnavailable extends Error {
  override readonly name = 'VaultUnavailable';
}
