/** A process of its own that tries the keychain of the profile named in its first word: silence is good, a line says what is wrong. */
import { createKeychainVault } from '../../vault/create-keychain-vault.ts';

try {
  await createKeychainVault(process.argv[2] ?? '');
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
}
