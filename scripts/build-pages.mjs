/** Builds the pages alone, beside a broker that runs: made in a folder of their own, then put in place at once. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const made = join(root, 'dist', `.pages-${process.pid}`);
process.env.GATEHOUSE_BUILD_DIR = made;
try {
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({ root, logLevel: 'error', configFile: join(root, 'vite.config.ts') });
  for (const name of ['consent', 'window', 'transport']) await builder.build(builder.environments[name]);
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(join(root, 'dist', 'renderer'), { recursive: true, force: true });
  renameSync(join(made, 'renderer'), join(root, 'dist', 'renderer'));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(made, { recursive: true, force: true });
}
