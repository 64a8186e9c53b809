/**
 * Electron's runtime, found and installed without `require('electron')`: that call downloads without asking, without a
 * limit, and speaks on stdout.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './run.mjs';

const PACKAGE = inProject('node_modules/electron');
const LIMIT = 60_000;

/** @returns {string | null} the runtime's program, or null when it is not there */
export function findRuntime(env = process.env) {
  const name = readText(join(PACKAGE, 'path.txt'));
  const directory = env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist');
  const program = join(directory, name ?? 'electron');
  const isKnown = name !== null || env.ELECTRON_OVERRIDE_DIST_PATH !== undefined;
  return isKnown && existsSync(program) ? program : null;
}

/**
 * Runs Electron's own installer, once and for a minute at most.
 * @param {string} node a Node that the installer runs on
 * @returns {Promise<string | null>} why it failed; null when the runtime is there now
 */
export async function installRuntime(node) {
  const installer = join(PACKAGE, 'install.js');
  if (!existsSync(installer)) return 'the electron package is not installed';
  const child = spawn(node, [installer], { stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT, killSignal: 'SIGKILL' });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const { code, signal } = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: error.code, signal: null }));
    child.once('close', (status, by) => resolve({ code: status, signal: by }));
  });
  if (findRuntime() !== null) return null;
  if (signal !== null) return `its installer was not done after ${LIMIT / 1000} seconds`;
  return lastReason(complaint) ?? `its installer ended with ${code}`;
}

/** The innermost cause, which names the host or the file that failed. */
function lastReason(text) {
  const reasons = text.split('\n').filter((line) => /(?:Error|cause)\b.*: /.test(line));
  return (
    reasons
      .at(-1)
      ?.replace(/^[\s[]*(?:cause\]?: )?/, '')
      .replace(/\s*\{?\s*$/, '')
      .slice(0, 200) ?? null
  );
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
