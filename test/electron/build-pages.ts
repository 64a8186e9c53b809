/** The renderer and preload bundles in a folder of their own, laid out as the app has them. */
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createBuilder } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** `main` when it is not the sources. */
export type BuiltApp = { readonly path: string; readonly main?: string; remove(): void };

export async function buildPages(): Promise<BuiltApp> {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-app-'));
  process.env.GATEHOUSE_BUILD_DIR = join(path, 'dist');
  const builder = await createBuilder({ root, logLevel: 'error', configFile: join(root, 'vite.config.ts') });
  for (const name of ['consent', 'window', 'preload']) {
    const environment = builder.environments[name];
    if (environment === undefined) throw new Error(`vite.config.ts has no environment ${name}`);
    await builder.build(environment);
  }
  cpSync(join(root, 'package.json'), join(path, 'package.json'));
  symlinkSync(join(root, 'assets'), join(path, 'assets'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
