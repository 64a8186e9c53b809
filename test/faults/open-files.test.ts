/** A write that fails leaves no file open: who tries again and again on a full disk would run out of them. */
import { existsSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeProfile } from '../../src/edge/profile.ts';
import { createFileVault } from '../../src/vault/create-file-vault.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

/** Every write into it fails as on a full disk (full(4)). */
const FULL = '/dev/full';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

function openedFull(): number {
  const targets = readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return null;
    }
  });
  return targets.filter((target) => target === FULL).length;
}

describe.runIf(existsSync(FULL) && existsSync('/proc/self/fd'))('a full disk', () => {
  it('and the keys', async () => {
    symlinkSync(FULL, join(directory, `keys.json.${process.pid}.new`));
    await expect(createFileVault(directory).write('key', 'secret')).rejects.toMatchObject({ name: 'VaultUnavailable' });
    expect(openedFull()).toBe(0);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('and the profile', () => {
    symlinkSync(FULL, join(directory, 'profile.json.new'));
    expect(() => writeProfile(directory, { id: 'p', vault: 'file', test: false })).toThrow('ENOSPC');
    expect(openedFull()).toBe(0);
  });
});
