/** `npm test`: the whole suite, on the right Node. Words after `--` go to the test runner. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOf, onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const child = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--coverage', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // Test files start programs of their own with `node`; they must find this one.
  env: { ...process.env, PATH: `${dirname(process.execPath)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}` },
});
process.exit(await endOf(child));
