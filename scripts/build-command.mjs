/**
 * Makes the installed `gatehouse` command: one CommonJS bundle, put into a copy of the Node that runs this script (ruling 31).
 * `node scripts/build-command.mjs [FOLDER]`; the folder is release/command when left out.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';
import { bundleForNode } from './build/bundle-for-node.mjs';
import { bundleBridge } from './mcpb/bundle.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2] ?? join(root, 'release', 'command'));
const work = join(folder, 'work');
const bundle = join(work, 'gatehouse.cjs');
const blob = join(work, 'gatehouse.blob');
const command = join(folder, process.platform === 'win32' ? 'gatehouse.exe' : 'gatehouse');
/** Node looks for the blob only where this mark was flipped; documented with `--experimental-sea-config`. */
const SENTINEL = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
rmSync(command, { force: true });
await bundleCommand();
await addBridge();
makeBlob();
await putIntoNode();
rmSync(work, { recursive: true });
console.log(command);

async function bundleCommand() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const define = { GATEHOUSE_VERSION: JSON.stringify(version) };
  await bundleForNode({ source: 'src/cli/installed.ts', target: 'node24', folder: work, file: 'gatehouse.cjs', define });
}

/** A program may start ten bridges: each runs only its own part, and none of what the other commands need is loaded. */
async function addBridge() {
  const bridge = readFileSync(await bundleBridge(join(work, 'bridge')), 'utf8');
  const isBridge = "process.argv[2] === 'bridge' && !process.argv.some((word) => word === '--help' || word === '-h')";
  writeFileSync(bundle, `if (${isBridge}) (function () {${bridge}\n})(); else (function () {${readFileSync(bundle, 'utf8')}\n})();\n`);
}

function makeBlob() {
  const config = join(work, 'sea.json');
  writeFileSync(
    config,
    // `none`: NODE_OPTIONS of whoever starts it must not load code into it.
    JSON.stringify({ main: bundle, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true, execArgvExtension: 'none' }),
  );
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function putIntoNode() {
  const apple = process.platform === 'darwin';
  const made = join(work, 'gatehouse');
  copyFileSync(process.execPath, made);
  chmodSync(made, 0o755);
  if (apple) execFileSync('codesign', ['--remove-signature', made]);
  await inject(made, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: SENTINEL, ...(apple && { machoSegmentName: 'NODE_SEA' }) });
  // An unsigned program does not start there at all; the release signs it again with the app.
  if (apple) execFileSync('codesign', ['--sign', '-', made]);
  // In pieces, as an installer writes it: of a file that was written at once, Linux maps 30 MB more into every process that runs it.
  copyFileSync(made, command);
}
