/** `npm run retrieval`: Gatehouse and its peers answer the labelled questions, on the right Node. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOf, onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);

const run = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test', 'retrieval', 'run.ts');
const child = spawn(process.execPath, [run, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(await endOf(child));
