/**
 * The outline of Electron's runtime for each system: enough for the packager to rename, prune, sign nothing and flip fuses in it.
 * What cannot be shown with it is that the result runs.
 */
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { System } from '../../scripts/packed-app.ts';

const root = resolve(import.meta.dirname, '../..');
/** Where @electron/fuses writes: a mark, version 1, nine fuses, each as Electron ships it. */
const FUSES = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100111')]);
const HELPERS = ['', ' (Renderer)', ' (GPU)', ' (Plugin)'];

const MAKERS: Readonly<Record<System, (folder: string) => void>> = { linux: linuxRuntime, win: windowsRuntime, mac: macRuntime };

export function makeStubRuntime(system: System, folder: string): void {
  MAKERS[system](folder);
}

function put(path: string, content: string | Buffer, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
}

function common(folder: string): void {
  put(join(folder, 'version'), '45.4.1');
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'resources.pak', 'icudtl.dat', 'locales/en-US.pak', 'locales/de.pak']) put(join(folder, file), 'x');
  mkdirSync(join(folder, 'resources'), { recursive: true });
}

function linuxRuntime(folder: string): void {
  common(folder);
  put(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), FUSES]), 0o755);
  put(join(folder, 'chrome-sandbox'), '', 0o755);
}

/** A real executable with version resources is rewritten by the packager; the squirrel installer's is at hand. */
function windowsRuntime(folder: string): void {
  common(folder);
  copyFileSync(join(root, 'node_modules/electron-winstaller/vendor/Setup.exe'), join(folder, 'electron.exe'));
  writeFileSync(join(folder, 'electron.exe'), FUSES, { flag: 'a' });
}

function macRuntime(folder: string): void {
  const contents = join(folder, 'Electron.app/Contents');
  put(join(folder, 'version'), '45.4.1');
  put(join(folder, 'LICENSE'), 'x');
  bundle(contents, 'Electron');
  put(join(contents, 'Resources/electron.icns'), 'x');
  const framework = join(contents, 'Frameworks/Electron Framework.framework');
  put(join(framework, 'Versions/A/Electron Framework'), FUSES, 0o755);
  put(join(framework, 'Versions/A/Resources/en.lproj/locale.pak'), 'x');
  cpSync(join(framework, 'Versions/A'), framework, { recursive: true });
  for (const kind of HELPERS) bundle(join(contents, `Frameworks/Electron Helper${kind}.app/Contents`), `Electron Helper${kind}`);
}

function bundle(contents: string, name: string): void {
  put(join(contents, 'MacOS', name), '#!/bin/sh\nexit 0\n', 0o755);
  put(
    join(contents, 'Info.plist'),
    `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string><key>CFBundleName</key><string>${name}</string></dict></plist>
`,
  );
}
