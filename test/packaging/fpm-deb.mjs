#!/usr/bin/env node
/**
 * What electron-builder asks of fpm for a .deb, done with dpkg-deb: fpm itself is fetched from elsewhere. The packager names
 * files as FROM=TO and the scripts, the names and the dependencies as options; what is not known here stops it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MANY = new Map([
  ['-d', 'Depends'],
  ['--deb-recommends', 'Recommends'],
]);
const ONE = ['-s', '-t', '--architecture', '--after-install', '--after-remove', '--description', '--version', '--package', '--name', '--maintainer'];
const UNUSED = ['--vendor', '--url', '--category', '--deb-priority', '--deb-compression', '--license', '--log'];

const options = new Map();
const lists = new Map([...MANY.values()].map((name) => [name, []]));
const files = [];
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift();
  if (word === '--force') continue;
  if (MANY.has(word)) lists.get(MANY.get(word)).push(words.shift());
  else if (ONE.includes(word) || UNUSED.includes(word)) options.set(word, words.shift());
  else if (word.includes('=') && !word.startsWith('-')) files.push(word);
  else throw new Error(`fpm-deb.mjs does not know ${word}`);
}
if (options.get('-t') !== 'deb') throw new Error('fpm-deb.mjs makes only deb');

const tree = mkdtempSync(join(tmpdir(), 'gatehouse-deb-'));
chmodSync(tree, 0o755);
for (const file of files) {
  const [from, to] = file.split('=');
  const target = join(tree, to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true, verbatimSymlinks: true });
}
mkdirSync(join(tree, 'DEBIAN'));
for (const [option, name] of [
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
]) {
  cpSync(options.get(option), join(tree, 'DEBIAN', name));
  chmodSync(join(tree, 'DEBIAN', name), 0o755);
}
const [summary, ...rest] = options.get('--description').trim().split('\n');
const control = [
  `Package: ${options.get('--name')}`,
  `Version: ${options.get('--version')}`,
  `Architecture: ${options.get('--architecture')}`,
  `Maintainer: ${options.get('--maintainer')}`,
  ...[...lists].filter(([, names]) => names.length > 0).map(([name, names]) => `${name}: ${names.join(', ')}`),
  `Description: ${summary}`,
  ...rest.map((line) => ` ${line.trim() || '.'}`),
];
writeFileSync(join(tree, 'DEBIAN', 'control'), `${control.join('\n')}\n`);
execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, options.get('--package')], { stdio: ['ignore', 'ignore', 'inherit'] });
rmSync(tree, { recursive: true });
