import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const filesUnder = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`);

const rulings = new Set([...read('docs/rulings.md').matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number)));
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesUnder('docs', /\.md$/)];

describe('what is cited can be read', () => {
  it.each([...['src', 'renderer', 'test', 'bench', 'scripts'].flatMap((folder) => filesUnder(folder, /\.(ts|tsx|mjs|sql)$/)), ...documents])('%s', (file) => {
    const cited = [...read(file).matchAll(/\brulings? (\d+)/gi)].map(([, number]) => Number(number));
    expect(cited.filter((number) => !rulings.has(number))).toEqual([]);
  });

  it.each(documents)('files that %s names are there', (file) => {
    const named = [...read(file).matchAll(/`((?:src|renderer|test|bench|scripts|docs|assets)\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
