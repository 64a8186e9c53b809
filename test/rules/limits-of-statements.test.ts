import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../src');

/** SQLite looks at the value of a bare parameter there while it plans, and plans anew whenever another value is bound (`LIMIT @limit + 0` is none). */
const BARE = /\b(?:LIMIT|OFFSET)\s+(?:[@:$]\w+\b|\?)(?!\s*\+ 0)/;

describe('a statement is planned once', () => {
  it('no LIMIT or OFFSET is a bare parameter', () => {
    const files = globSync('**/*.ts', { cwd: src });
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((file) => BARE.test(readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });

  it.each(['LIMIT @limit', 'LIMIT ?', 'LIMIT -1 OFFSET ?', 'ORDER BY a LIMIT :limit)'])('%s would be found', (sql) => expect(sql).toMatch(BARE));
});
