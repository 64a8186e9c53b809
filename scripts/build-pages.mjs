/** Builds the pages alone, beside a broker that runs: made in a folder of their own, then put in place at once. Two at a time: one builds, the other waits. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, release } from './lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const made = join(dist, `.pages-${process.pid}`);
const lock = join(dist, '.building');
const STALE_LOCK = 3 * 60_000;

mkdirSync(dist, { recursive: true });
let waited = false;
while (!claim(lock, STALE_LOCK)) {
  waited = true;
  await new Promise((resolve) => setTimeout(resolve, 200));
}
try {
  if (!waited || !existsSync(join(dist, 'renderer'))) await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(made, { recursive: true, force: true });
  release(lock);
}

async function build() {
  process.env.GATEHOUSE_BUILD_DIR = made;
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({ root, logLevel: 'error', configFile: join(root, 'vite.config.ts') });
  for (const name of ['consent', 'window', 'transport']) await builder.build(builder.environments[name]);
  rmSync(join(dist, 'renderer'), { recursive: true, force: true });
  renameSync(join(made, 'renderer'), join(dist, 'renderer'));
}
