import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../src');

/**
 * SQLite looks at the value of a bare parameter in these places while it plans, and better-sqlite3 clears all values after a run, which
 * makes such a statement be planned anew each time. That took half of a search. `LIMIT @limit + 0` and `id = +@id` are not bare.
 */
const BARE_LIMIT = /\b(?:LIMIT|OFFSET)\s+(?:[@:$]\w+\b|\?)(?!\s*\+ 0)/;
/** Where there is an order or a join: 0 and 1 are taken for values that many rows have. */
const BARE_EQUALITY = /(?:^|\b(?:WHERE|AND|ON)\s+)\(?(?:[\w.]|\$\{\w+\})+(?:\s*->>?\s*'\w+')?\s*=\s*(?:[@:$]\w+\b|\?)/;

const LITERAL = /`(?:[^`$]|\$(?!\{)|\$\{[^}`]*\})*`|'[^'\n]*'|"[^"\n]*"/g;
const isOrderedOrJoined = (sql: string) => /\b(?:ORDER BY|JOIN)\b/.test(sql);
/** A condition that stands in other statements. */
const isFragment = (sql: string) => !/\b(?:SELECT|INSERT|UPDATE|DELETE)\b/.test(sql);
const isPlannedEachTime = (sql: string) => BARE_LIMIT.test(sql) || (BARE_EQUALITY.test(sql) && (isOrderedOrJoined(sql) || isFragment(sql)));

const literalsOf = (file: string) => [...readFileSync(join(src, file), 'utf8').matchAll(LITERAL)].map(([literal]) => literal.slice(1, -1));

describe('a statement is planned once', () => {
  it('no LIMIT, no OFFSET and no equality beside an order or a join is a bare parameter', () => {
    const files = globSync('store/**/*.ts', { cwd: src });
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(literalsOf).filter(isPlannedEachTime)).toEqual([]);
  });

  it.each([
    'LIMIT @limit',
    'LIMIT ?',
    'LIMIT -1 OFFSET ?',
    'ORDER BY a LIMIT :limit)',
    'SELECT a FROM t WHERE b = ? ORDER BY a',
    'SELECT a FROM t JOIN u ON u.a = @a',
    'm.compartment = @compartment',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a source
    '${table}.compartment = @compartment AND a > 1',
    "by ->> 'grantId' = @author",
  ])('%s would be found', (sql) => expect(isPlannedEachTime(sql)).toBe(true));

  it.each(['LIMIT @limit + 0', 'SELECT a FROM t WHERE b = ?', 'SELECT a FROM t WHERE b = +? ORDER BY a', 'm.compartment = +@compartment', 'a > @after'])(
    '%s is none',
    (sql) => expect(isPlannedEachTime(sql)).toBe(false),
  );
});
