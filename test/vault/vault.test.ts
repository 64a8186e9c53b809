import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileVault } from '../../src/vault/create-file-vault.ts';
import { createKeychainVault } from '../../src/vault/create-keychain-vault.ts';
import type { KeyVault } from '../../src/vault/key-vault.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

function describeVault(open: () => Promise<KeyVault>): void {
  it('gives back what was kept, null for what never was, and forgets', async () => {
    const vault = await open();
    expect(await vault.read('a')).toBeNull();
    await vault.write('a', 'grüß – 🔑');
    await vault.write('a', 'second');
    await Promise.all([vault.write('b', 'B'), vault.write('c', 'C')]);
    expect([await vault.read('a'), await vault.read('b'), await vault.read('c')]).toEqual(['second', 'B', 'C']);
    for (const name of ['a', 'b', 'c']) await vault.erase(name);
    await vault.erase('never');
    expect(await vault.read('a')).toBeNull();
  });
}

describe('the file vault', () => {
  describeVault(async () => createFileVault(directory));

  it('is readable by this user alone and refuses a file that is not', async () => {
    const vault = createFileVault(directory);
    await vault.write('key', 'secret');
    const file = join(directory, 'keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    await expect(vault.read('key')).rejects.toMatchObject({ name: 'VaultUnavailable', message: expect.stringContaining('chmod 600') });
    chmodSync(file, 0o600);
    writeFileSync(file, 'not json');
    await expect(vault.read('key')).rejects.toMatchObject({ name: 'VaultUnavailable' });
    expect(readFileSync(file, 'utf8')).toBe('not json');
  });

  it('refuses a link', async () => {
    const other = temporaryDirectory();
    symlinkSync('/etc/hostname', join(other, 'keys.json'));
    await expect(createFileVault(other).read('key')).rejects.toMatchObject({ name: 'VaultUnavailable' });
    removeDirectory(other);
  });
});

const keychain = await createKeychainVault('test-profile').catch((error: Error) => error);

describe.skipIf(keychain instanceof Error && !process.env.CI)('the system keychain', () => {
  it('answers (without one this suite is skipped outside CI)', () => {
    expect(keychain).not.toBeInstanceOf(Error);
  });

  describeVault(() => createKeychainVault('test-profile'));

  it('keeps two profiles apart', async () => {
    const [one, two] = await Promise.all([createKeychainVault('profile-1'), createKeychainVault('profile-2')]);
    await one.write('key', 'one');
    expect(await two.read('key')).toBeNull();
    await one.erase('key');
  });
});
