/** Whether the keychain answers. Tried by a process of its own, because one that is locked may keep its caller waiting for ever. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Facts } from '../../doctor/facts.ts';
import type { Profile } from '../profile.ts';
import { entryUrl } from '../worker-entries.ts';

type Keychain = Facts['keychain'];

/** @param limit milliseconds */
export function keychainFacts({ id, vault }: Profile, environment: NodeJS.ProcessEnv, limit: number): Promise<Keychain> {
  if (vault === 'file') return Promise.resolve({ state: 'unused' });
  const entry = entryOf();
  if (entry === null) return Promise.resolve({ state: 'unknown' });
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, id], { env: environment, timeout: limit, killSignal: 'SIGKILL', windowsHide: true }, (error, out) => {
      const said = out.trim();
      if (error === null && said === '') return resolve({ state: 'works' });
      const isSlow = error !== null && 'killed' in error && error.killed === true;
      resolve({
        state: 'fails',
        problem: isSlow ? 'The system keychain is locked, or waits for you to answer a question of its own' : said || 'The system keychain could not be tried',
      });
    });
  });
}

/** The command that is installed beside the app is one file, and has no native module to ask with. */
function entryOf(): string | null {
  try {
    const entry = fileURLToPath(entryUrl('try-keychain'));
    return existsSync(entry) ? entry : null;
  } catch {
    return null;
  }
}
