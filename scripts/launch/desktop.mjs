/** The desktop app from a checkout: its runtime and its bundle, made when they are missing. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findRuntime, installRuntime } from './electron.mjs';
import { findNode } from './node-24.mjs';
import { inProject, say } from './run.mjs';

const ENTRY = inProject('dist/main.js');

/** @returns {Promise<{ program: string, entry: string } | { missing: string }>} what to start, or why it cannot be */
export async function prepareDesktop() {
  const node = await findNode(say);
  if (findRuntime() === null) {
    const failure = await installRuntime(node);
    if (failure !== null) return { missing: `Electron's runtime could not be installed (${failure})` };
  }
  if (isOutdated() && !build(node)) return { missing: 'the desktop app could not be built (npm run build says why)' };
  return { program: findRuntime(), entry: ENTRY };
}

function isOutdated() {
  if (!existsSync(ENTRY)) return true;
  return ['src', 'renderer'].some((folder) => newest(inProject(folder)) > statSync(ENTRY).mtimeMs);
}

function newest(folder) {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
  });
  return Math.max(0, ...files);
}

function build(node) {
  const vite = inProject('node_modules/vite/bin/vite.js');
  const { status } = spawnSync(node, [vite, 'build', '--logLevel', 'error'], { cwd: inProject('.'), stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 && existsSync(ENTRY);
}
