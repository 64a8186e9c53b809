/** A keychain that keeps Gatehouse from starting, as the doctor names it: in a checkout, which can ask it, and installed, which cannot. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keychainProblem } from '../../src/vault/keychain-problem.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { hasKeyring, type Keyring, startKeyring } from '../support/keyring.ts';
import { until } from '../support/until.ts';

const root = resolve(import.meta.dirname, '../..');

describe('what keychains say, in the person’s words', () => {
  it.each([
    ['locked', 'Cannot create an item in a locked collection'],
    ['locked', 'User interaction is not allowed.'],
    ['locked', 'The prompt was dismissed'],
    ['refused Gatehouse', 'Access denied'],
    ['refused Gatehouse', 'User canceled the operation.'],
    ['has no keyring', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
    ['does not answer', 'Could not connect: No such file or directory'],
    ['does not answer', 'The name org.freedesktop.secrets was not provided by any .service files'],
    ['does not answer', 'A specified logon session does not exist. It may already have been terminated.'],
  ])('%s: %s', (word, said) => {
    const { what, todo } = keychainProblem(said);
    expect(what).toContain(word);
    expect(what.endsWith(`(${said})`)).toBe(true);
    expect(todo).toMatch(/^[A-Z].*start Gatehouse again$/);
  });
});

describe.skipIf(process.platform !== 'linux' || (!hasKeyring && !process.env.CI))('a Secret Service that is locked (skipped without one outside CI)', () => {
  let home: string;
  let directory: string;
  let keyring: Keyring;
  beforeEach(async () => {
    home = temporaryDirectory();
    directory = join(home, 'profile');
    keyring = await startKeyring(home);
  });
  afterEach(async () => {
    await keyring.close();
    removeDirectory(home);
  });

  type End = { readonly code: number; readonly out: string; readonly err: string };
  const run = (script: string, words: readonly string[]): Promise<End> =>
    new Promise((ended) => {
      const child = execFile(process.execPath, [join(root, script), ...words], { env: keyring.environment }, (_error, out, err) =>
        ended({ code: child.exitCode ?? -1, out, err }),
      );
    });
  const SERVE = ['serve', '--port', '0', '--json'] as const;
  /** @returns once it listens, and has ended again */
  async function startOnce(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'src/cli/gatehouse.ts'), ...SERVE, '--data-dir', directory], {
      env: keyring.environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    expect(JSON.parse(line)).toMatchObject({ event: 'listening' });
    child.kill();
    await once(child, 'exit');
  }

  const doctor = () => run('src/cli/gatehouse.ts', ['doctor', '--data-dir', directory]);
  const LOCKED = 'The system keychain is locked (Cannot create an item in a locked collection)';

  it('keeps a profile that has its keys there from starting, and is named with what to do', async () => {
    await startOnce();
    // On a busy computer what tries the keychain may take longer than the doctor waits, which is then what it says.
    await until(async () => expect((await doctor()).out).not.toContain('keychain'));
    await keyring.lock();
    const { code, err } = await run('src/cli/gatehouse.ts', [...SERVE, '--data-dir', directory]);
    expect(code).toBe(1);
    // A profile that has its keys there cannot have them anywhere else.
    expect(err.trim()).toBe(`${LOCKED}. Unlock it and start Gatehouse again.`);
    await until(async () =>
      expect((await doctor()).out.split('\n')[0]).toBe(`The keys of this profile cannot be read: ${LOCKED}. Unlock it and start Gatehouse again.`),
    );
  });

  it('leaves a new profile the choice, and nothing behind', async () => {
    await keyring.lock();
    const { code, err } = await run('src/cli/gatehouse.ts', [...SERVE, '--data-dir', directory]);
    expect(code).toBe(1);
    expect(err.trim()).toBe(`${LOCKED}. Unlock it and start Gatehouse again, or choose --vault file.`);
    expect(existsSync(directory)).toBe(false);
  });
});
