/** Runs a script on Node 24 or newer, fetching one from the npm registry where the machine's own is older. Plain JavaScript for Node 18. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, release } from './lock.mjs';

const WANTED = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tools = join(root, 'tools', 'node');
/** Before anything that takes a while: who leaves meanwhile has left, too. */
const startedBy = process.ppid;
const STALE_LOCK = 5 * 60_000;
/** Milliseconds between two looks at who started this process. */
const LOOK = 500;

/**
 * Call it first; on an old Node it does not return: the same script runs again on the right one.
 * @param {string} script `import.meta.url` of the caller
 */
export async function onWantedNode(script) {
  if (Number(process.versions.node.split('.')[0]) >= WANTED) return;
  const node = await fetchedNode();
  const child = spawn(node, [fileURLToPath(script), ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  process.exit(await endOf(child));
}

/**
 * Signals go on to the child; it ends when this process is gone.
 * @returns {Promise<number>} the exit code to end with
 */
export function endOf(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // The launcher above this one may be killed without a word; its channel tells.
  if (process.connected) process.on('disconnect', () => child.kill('SIGTERM'));
  // npm hands a signal to the shell between, and that leaves without a word.
  if (process.env.npm_lifecycle_event !== undefined) onLeft(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128 + 15)));
  });
}

/** Calls back once whoever started this process is gone. Windows keeps its number, so there nobody is missed. */
function onLeft(left) {
  const timer = setInterval(() => {
    if (process.ppid === startedBy) return;
    clearInterval(timer);
    left();
  }, LOOK);
  timer.unref();
}

async function fetchedNode() {
  const bin = join(
    tools,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(bin)) await fetchNode(bin);
  if (existsSync(bin)) return bin;
  console.error(
    `Gatehouse needs Node ${WANTED} or newer, this is ${process.version}, and none could be fetched for ${process.platform}-${process.arch}. Install Node ${WANTED} and try again.`,
  );
  process.exit(1);
}

/** Two launchers at once: one fetches, the other waits. */
async function fetchNode(bin) {
  const lock = join(tools, '.fetching');
  while (!claim(lock, STALE_LOCK)) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (existsSync(bin)) return;
  }
  try {
    console.error(`This is Node ${process.version}; fetching Node ${WANTED} from the npm registry into tools/node.`);
    spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {
      cwd: tools,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  } finally {
    release(lock);
  }
}
