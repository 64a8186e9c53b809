/** A process of its own that tries the keychain of the profile named in its first word: silence is good, a problem is one line of JSON. */
import { createKeychainVault } from '../../vault/create-keychain-vault.ts';
import { KeychainUnavailable } from '../../vault/keychain-problem.ts';

try {
  await createKeychainVault(process.argv[2] ?? '');
} catch (error) {
  if (!(error instanceof KeychainUnavailable)) throw error;
  process.stdout.write(JSON.stringify(error.problem));
}
