import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ROWS } from './rows.ts';

const tests = dirname(dirname(fileURLToPath(import.meta.url)));
/** The title of a test, also of one from a table, and the rows that it starts with. */
const TITLE = /(?:\bit|\))\(\s*(['"`])((?:[A-Z]\d{1,2} )+)/g;

/** Row ids that titles start with, and the files that have them. */
function testedRows(): Map<string, Set<string>> {
  const rows = new Map<string, Set<string>>();
  for (const file of readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))) {
    for (const [, , ids = ''] of readFileSync(join(tests, file), 'utf8').matchAll(TITLE)) {
      for (const id of ids.trim().split(' ')) rows.set(id, (rows.get(id) ?? new Set()).add(file));
    }
  }
  return rows;
}

it('every row has a test whose title starts with it', () => {
  const tested = testedRows();
  expect(Object.keys(ROWS).filter((id) => !tested.has(id))).toEqual([]);
});

it('no test names a row that is not in the table', () => {
  const unknown = [...testedRows()].filter(([id]) => !Object.hasOwn(ROWS, id));
  expect(unknown.map(([id, files]) => [id, ...files])).toEqual([]);
});

it('the table has all 118 rows', () => {
  expect(Object.keys(ROWS)).toHaveLength(118);
});
