/** The installers' configuration as it is, run on a stub runtime, with everything it makes in a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createBuilder } from 'vite';
import { parse } from 'yaml';
import type { System } from '../../scripts/packed-app.ts';
import { makeStubRuntime } from './stub-runtime.ts';

export const root = resolve(import.meta.dirname, '../..');
/** Milliseconds for a few bundles and packages on a machine that does other things too; 30 s on one that does not. */
export const PATIENCE = 300_000;
const BUILDER = join(root, 'node_modules/electron-builder/cli.js');
const FOLDERS: Readonly<Record<System, string>> = { linux: 'linux-unpacked', win: 'win-unpacked', mac: 'mac' };

export type Configuration = Record<string, unknown> & { readonly files: readonly unknown[] };
export type Packing = {
  /** @returns the unpacked app */
  pack(system: System, target?: 'dir' | 'deb'): Promise<string>;
  readonly folder: string;
  remove(): void;
};

export function readConfiguration(): Configuration {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
}

/** Bundles the app once; `pack` then takes a few seconds. */
export async function startPacking(): Promise<Packing> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-packing-'));
  process.env.GATEHOUSE_BUILD_DIR = join(folder, 'dist');
  const builder = await createBuilder({ root, logLevel: 'error', configFile: join(root, 'vite.config.ts') });
  await builder.buildApp();
  mkdirSync(join(folder, 'command'));
  writeFileSync(join(folder, 'command', 'gatehouse'), '#!/bin/sh\necho the command\n', { mode: 0o755 });
  return {
    folder,
    async pack(system, target = 'dir') {
      makeStubRuntime(system, join(folder, 'runtime', system));
      const config = join(folder, `${system}.json`);
      writeFileSync(config, JSON.stringify(redirected(readConfiguration(), folder, system)));
      await run(['--projectDir', root, '--config', config, `--${system}`, target, '--x64', '--publish', 'never']);
      return join(folder, 'release', FOLDERS[system]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same, but nothing of it is read from or written to the checkout's own `dist` and `release`. */
function redirected(configuration: Configuration, folder: string, system: System): object {
  return {
    ...configuration,
    files: configuration.files.map((each) => (each === 'dist/**' ? { from: join(folder, 'dist'), to: 'dist', filter: ['**'] } : each)),
    directories: { output: join(folder, 'release'), buildResources: 'build' },
    extraResources: [{ from: join(folder, 'command'), to: 'bin' }],
    extraMetadata: { ...(configuration.extraMetadata as object), homepage: 'https://gatehouse.example' },
    electronDist: join(folder, 'runtime', system),
    // Rewriting a program's resources needs a tool of Windows' own.
    win: { ...(configuration.win as object), signAndEditExecutable: false },
  };
}

async function run(words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [BUILDER, ...words], {
    cwd: root,
    env: { ...process.env, CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm-deb.mjs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`electron-builder ended with ${code}: ${said}`);
}
