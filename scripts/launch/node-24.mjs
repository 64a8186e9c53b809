/** Finds a Node that runs the sources as they are: this one, or one that is kept in `tools/node`. Runs on Node 18 and newer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const HOME = fileURLToPath(new URL('../../tools/node/', import.meta.url));
const MODULES = join(HOME, 'node_modules');

/** Why no suitable Node could be had; one line for the person. */
export class NoNode extends Error {}

/** @returns whether the running Node is new enough */
export function isNewEnough(version = process.versions.node) {
  return Number(version.split('.')[0]) >= NEEDED;
}

/**
 * @param {(line: string) => void} say hears one line when something has to be fetched
 * @returns {Promise<string>} the path of a Node of version 24 or newer
 * @throws {NoNode}
 */
export async function findNode(say) {
  if (isNewEnough()) return process.execPath;
  const wanted = wantedPackage();
  if (!isInstalled(wanted)) await install(wanted, say);
  return wanted.binary;
}

function wantedPackage() {
  const { optionalDependencies } = readJson(join(HOME, 'package.json'));
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const version = optionalDependencies[name];
  if (version === undefined) throw new NoNode(ask(`the npm registry has none for ${process.platform} ${process.arch}`));
  const binary = join(MODULES, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return { name, version, binary };
}

function isInstalled({ name, version, binary }) {
  try {
    return existsSync(binary) && readJson(join(MODULES, name, 'package.json')).version === version;
  } catch {
    return false;
  }
}

/**
 * Installs beside the place and moves the result there in one step: two launchers at once, or one that is killed in the
 * middle, never leave half a Node where another looks for it.
 */
async function install(wanted, say) {
  if (isMusl()) throw new NoNode(ask('the one in the npm registry does not run on this C library'));
  say(`Node ${process.versions.node} is too old for Gatehouse: fetching Node ${wanted.version} into tools/node (this happens once).`);
  const work = mkdtempSync(join(HOME, '.installing-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(HOME, file), join(work, file));
    await npmCi(work);
    moveIntoPlace(work, wanted);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (!isInstalled(wanted)) throw new NoNode(ask(`${wanted.name} could not be installed`));
}

async function npmCi(directory) {
  const options = ['ci', `--prefix=${directory}`, '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env.npm_execpath;
  const npm = script !== undefined && basename(script) === 'npm-cli.js' ? [process.execPath, script] : ['npm'];
  const [command, ...first] = npm;
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, [...first, ...options], { cwd: directory, shell, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const code = await once(child, 'close').then(
    ([status]) => status,
    (error) => error.code,
  );
  if (code !== 0) throw new NoNode(ask(`npm could not fetch one (${firstError(complaint) ?? `npm ci ended with ${code}`})`));
}

function moveIntoPlace(work, wanted) {
  try {
    if (existsSync(MODULES) && !isInstalled(wanted)) renameSync(MODULES, join(work, 'outdated'));
    renameSync(join(work, 'node_modules'), MODULES);
  } catch (error) {
    // Another launcher was quicker; its copy is as good.
    if (!isInstalled(wanted)) throw new NoNode(ask(`tools/node could not be written (${error.code})`));
  }
}

/** Alpine and its like: the header names glibc's version only where glibc runs. */
function isMusl() {
  return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
}

function firstError(text) {
  const line = text.split('\n').find((candidate) => /^npm (error|ERR!) \S/.test(candidate) && !/ (code|errno|syscall) /.test(candidate));
  return line?.replace(/^npm (error|ERR!) /, '').trim();
}

function ask(why) {
  return `Gatehouse needs Node ${NEEDED}, this is ${process.versions.node}, and ${why}. Install Node ${NEEDED} and start again.`;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
