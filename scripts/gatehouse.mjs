/** `npm run gatehouse`: the command, in a checkout. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOf, onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const child = spawn(process.execPath, [join(root, 'src', 'cli', 'gatehouse.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(await endOf(child));
