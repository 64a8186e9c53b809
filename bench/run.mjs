/** `npm run bench`: figures of a real broker, on the right Node. `--quick` for a short look. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOf, onWantedNode } from '../scripts/with-node.mjs';

await onWantedNode(import.meta.url);

const child = spawn(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), 'broker.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(await endOf(child));
