/** `npm start`: chooses the host, says why in one line, and starts it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endOf, onWantedNode } from './with-node.mjs';

await onWantedNode(import.meta.url);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALLER_TIME = 60_000;
const words = process.argv.slice(2);
const why = whyHeadless(words);
const child = why === null ? startDesktop() : startHeadless(why);
process.exit(await endOf(child));

/** @returns {string | null} the reason, or null when the desktop app can start */
function whyHeadless(options) {
  if (options.includes('--help') || options.includes('-h')) return 'Running without a window: --help.';
  if (options.includes('--headless')) return 'Running without a window: --headless.';
  if (options.some((option) => option.startsWith('--test-profile'))) return 'Running without a window: a test profile.';
  if (process.env.CI) return 'Running without a window: CI is set.';
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'Running without a window: there is no display.';
  const failure = fetchRuntime();
  return failure === null ? null : `Running without a window: Electron's runtime is missing and could not be installed (${failure}).`;
}

/** Electron's own installer, once. Its package is never loaded to find out: loading it would download. */
function fetchRuntime() {
  if (electronPath() !== null) return null;
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return 'the package electron is not installed';
  const run = spawnSync(process.execPath, [installer], { timeout: INSTALLER_TIME, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (electronPath() !== null) return null;
  if (run.error && 'code' in run.error && run.error.code === 'ETIMEDOUT') return 'no answer within 60 s';
  return (
    (run.stderr ?? '')
      .split('\n')
      .find((line) => /Error|ENOTFOUND|fetch failed/.test(line))
      ?.trim() ?? 'the download failed'
  );
}

function electronPath() {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function startDesktop() {
  const build = spawnSync(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (build.status !== 0) return startHeadless('Running without a window: the desktop app could not be built.');
  return spawn(electronPath(), [root, ...words], { stdio: 'inherit' });
}

function startHeadless(reason) {
  return spawn(process.execPath, [join(root, 'src', 'serve.ts'), ...words], {
    // The channel tells the broker when this launcher is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, GATEHOUSE_LAUNCHED_BY: 'npm start', GATEHOUSE_WHY_HEADLESS: reason },
  });
}
