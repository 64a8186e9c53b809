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

const sources = ['src', 'renderer', 'test', 'bench', 'scripts'].flatMap((folder) => filesUnder(folder, /\.(ts|tsx|mjs|sql)$/));

describe('what is cited can be read', () => {
  it('every ruling that is cited by its number', () => {
    const cited = [...sources, ...documents].flatMap((file) =>
      [...read(file).matchAll(/\brulings? (\d+)/gi)].map(([, number]) => ({ file, number: Number(number) })),
    );
    expect(cited.length).toBeGreaterThan(100);
    expect(cited.filter(({ number }) => !rulings.has(number))).toEqual([]);
  });

  it('every file that a document names', () => {
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/`((?:src|renderer|test|bench|scripts|docs|assets)\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => ({ file, path })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
  });
});
