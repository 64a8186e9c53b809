/** The built pages of window and popup: beside the bundle in the app, built when they are wanted in a checkout. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createSingleFlight } from '../shared/single-flight.ts';

type Files = ReadonlyMap<string, Uint8Array>;

const PAGES = ['window', 'consent', 'transport'] as const;
/** What the pages are made of, in a checkout. */
const SOURCES = ['renderer', 'src/shared', 'vite.config.ts'];
/** Milliseconds. */
const PATIENCE = 180_000;
const isSource = import.meta.url.endsWith('.ts');
const root = fileURLToPath(new URL(isSource ? '../..' : '..', import.meta.url));
const folder = join(root, 'dist', 'renderer');
const once = createSingleFlight<string | null>();

/**
 * @param log told when they are built first
 * @returns all of their files in memory, or the line for the person who wanted them
 */
export async function readBuiltPages(log: (line: string) => void): Promise<Record<(typeof PAGES)[number], Files> | { readonly missing: string }> {
  const missing = isSource && isStale() ? await once('build', () => build(log)) : null;
  if (missing !== null) return { missing };
  try {
    const [window, consent, transport] = await Promise.all([readFolder('window'), readFolder('consent'), readFolder('transport')]);
    return { window, consent, transport };
  } catch (error) {
    return { missing: `The pages of the window cannot be read in ${folder} (${codeOf(error)}). Build them with: npm run build` };
  }
}

async function readFolder(name: (typeof PAGES)[number]): Promise<Files> {
  const paths = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = paths.filter((each) => each.isFile()).map(({ parentPath, name: file }) => join(parentPath, file));
  const from = join(folder, name).length + 1;
  return new Map(await Promise.all(files.map(async (file) => [file.slice(from).replaceAll('\\', '/'), await readFile(file)] as const)));
}

/** Never built, or built from other sources than these. */
function isStale(): boolean {
  const built = PAGES.map((name) => join(folder, name));
  if (!built.every((path) => existsSync(path))) return true;
  const oldest = Math.min(...built.map(newestIn));
  return SOURCES.some((path) => newestIn(join(root, path)) > oldest);
}

/** @returns milliseconds since the epoch */
function newestIn(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(...readdirSync(path).map((name) => newestIn(join(path, name))), 0);
}

/** @returns why it could not be done; null when it was */
async function build(log: (line: string) => void): Promise<string | null> {
  log('The pages of the window are built first; this takes a few seconds.');
  try {
    await promisify(execFile)(process.execPath, [join(root, 'scripts', 'build-pages.mjs')], { cwd: root, timeout: PATIENCE });
    return null;
  } catch (error) {
    const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : '';
    return `The pages of the window could not be built (${said || codeOf(error)}). Run: npm ci, then: npm run build`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
