/** The OS keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. One entry per secret. */
import type { KeyVault } from './key-vault.ts';
import { KeychainUnavailable, keychainProblem } from './keychain-problem.ts';

type Keytar = typeof import('keytar');

const SERVICE = 'Gatehouse';
const PROBE = 'probe';

/**
 * @param profileId keeps the entries of two data directories apart
 * @throws KeychainUnavailable when there is no keychain, or it is locked or refuses us: tried with an entry of our own
 */
export async function createKeychainVault(profileId: string): Promise<KeyVault> {
  const keytar = await loadKeytar();
  const account = (name: string) => `${profileId}:${name}`;
  const ask = async <Value>(question: () => Promise<Value>): Promise<Value> => {
    try {
      return await question();
    } catch (cause) {
      throw new KeychainUnavailable(keychainProblem(cause instanceof Error ? cause.message : String(cause)), { cause });
    }
  };
  const vault: KeyVault = {
    kind: 'keychain',
    read: (name) => ask(() => keytar.getPassword(SERVICE, account(name))),
    write: (name, secret) => ask(() => keytar.setPassword(SERVICE, account(name), secret)),
    erase: (name) => ask(async () => void (await keytar.deletePassword(SERVICE, account(name)))),
  };
  await probe(vault);
  return vault;
}

/** Loaded late: without its system library the module throws, and a person with a file vault must not see that. */
async function loadKeytar(): Promise<Keytar> {
  try {
    const loaded: Keytar & { default?: Keytar } = await import('keytar');
    return loaded.default ?? loaded;
  } catch (cause) {
    const todo = process.platform === 'linux' ? 'Install libsecret-1-0 and a keyring such as gnome-keyring' : 'Reinstall Gatehouse';
    throw new KeychainUnavailable({ what: 'The system keychain cannot be used: its library is missing', todo }, { cause });
  }
}

/** A keychain that only fails at the first real key would leave half a profile behind. */
async function probe(vault: KeyVault): Promise<void> {
  await vault.write(PROBE, 'gatehouse');
  const kept = await vault.read(PROBE);
  await vault.erase(PROBE);
  if (kept === 'gatehouse') return;
  throw new KeychainUnavailable({ what: 'The system keychain does not keep what is stored in it', todo: 'Repair it and start Gatehouse again' });
}
