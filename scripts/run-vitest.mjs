/** The test runner on this Node, ended with its exit code. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOf } from './with-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function runVitest(words, environment = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...words], {
    cwd: root,
    stdio: 'inherit',
    // Test files start programs of their own with `node`; they must find this one.
    env: { ...process.env, ...environment, PATH: `${dirname(process.execPath)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}` },
  });
  process.exit(await endOf(child));
}
