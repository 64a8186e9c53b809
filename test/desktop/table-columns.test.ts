import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Columns = readonly { readonly id: string; readonly least?: number; readonly from?: number }[];

const pages = join(import.meta.dirname, '../../renderer/window/pages');
/** CSS pixels: the least of a column that says none, a scroll bar at its widest, and a table in the narrowest window in large print. */
const [LEAST, SCROLL_BAR, NARROWEST] = [80, 17, 330];
/** CSS pixels that a table has beside these columns: the box to choose a row by, and the button at the end of one. */
const BESIDE: Readonly<Record<string, number>> = { 'memories/columns.tsx': 36, 'sessions.tsx': 80 };

const tables = globSync('**/*.tsx', { cwd: pages })
  .map((each) => each.replaceAll('\\', '/'))
  .flatMap((file) =>
    [...readFileSync(join(pages, file), 'utf8').matchAll(/const (\w+): readonly TableColumn<\w+>\[\]/g)].map(([, name = '']) => ({ file, name })),
  );

describe('the columns of a table', () => {
  it('are known for every table of the window', () => {
    expect(tables.map(({ file, name }) => `${file} ${name}`).sort()).toEqual([
      'activity.tsx COLUMNS',
      'clients.tsx COLUMNS',
      'memories/columns.tsx BIN_COLUMNS',
      'memories/columns.tsx MEMORY_COLUMNS',
      'memories/held-page.tsx COLUMNS',
      'sessions.tsx COLUMNS',
    ]);
  });

  it.each(tables)('$file $name fit wherever one more is shown', async ({ file, name }) => {
    const module = (await import(join(pages, file))) as Record<string, Columns>;
    const columns = module[name] ?? [];
    const widths = [NARROWEST, ...columns.map(({ from = NARROWEST }) => from)];
    const needed = (width: number) =>
      columns.filter(({ from = 0 }) => width >= from).reduce((sum, { least = LEAST }) => sum + least, SCROLL_BAR + (BESIDE[file] ?? 0));
    expect(columns).not.toEqual([]);
    expect(widths.filter((width) => needed(width) > width)).toEqual([]);
  });
});
