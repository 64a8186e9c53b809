/** Whether the keychain answers: tried by a process of its own, because one that is locked may keep its caller waiting for ever. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Facts } from '../../doctor/facts.ts';
import type { KeychainProblem } from '../../vault/keychain-problem.ts';
import { readKeychainRecord } from '../keychain-record.ts';
import type { Profile } from '../profile.ts';
import { entryUrl } from '../worker-entries.ts';

type Keychain = Facts['keychain'];

const NO_ANSWER: KeychainProblem = {
  what: 'The system keychain did not answer in time: it is locked, it waits for you to answer a question of its own, or this computer is very busy',
  todo: 'Unlock the keychain, or answer its question, and start Gatehouse again',
};
const NOT_TRIED: KeychainProblem = { what: 'The system keychain could not be tried', todo: 'Start Gatehouse: it says what the keychain answers' };

/**
 * @param profile null before the first start that succeeded
 * @param limit milliseconds
 */
export async function keychainFacts(directory: string, profile: Profile | null, environment: NodeJS.ProcessEnv, limit: number): Promise<Keychain> {
  if (profile?.vault === 'file') return { state: 'unused' };
  const entry = entryOf();
  if (entry !== null && profile !== null) return tryIt(entry, profile.id, environment, limit);
  const record = readKeychainRecord(directory);
  return record === null ? { state: 'unknown' } : { state: 'fails', ...record };
}

function tryIt(entry: string, id: string, environment: NodeJS.ProcessEnv, limit: number): Promise<Keychain> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, id], { env: environment, timeout: limit, killSignal: 'SIGKILL', windowsHide: true }, (error, out) => {
      if (error === null) return resolve(out === '' ? { state: 'works' } : { state: 'fails', at: null, ...(JSON.parse(out) as KeychainProblem) });
      const isSlow = 'killed' in error && error.killed === true;
      resolve({ state: 'fails', at: null, ...(isSlow ? NO_ANSWER : NOT_TRIED) });
    });
  });
}

/** The command that is installed beside the app is one file, and has no native module to ask with (ruling 31). */
function entryOf(): string | null {
  try {
    const entry = fileURLToPath(entryUrl('try-keychain'));
    return existsSync(entry) ? entry : null;
  } catch {
    return null;
  }
}
