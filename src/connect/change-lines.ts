import { createTwoFilesPatch } from 'diff';
import type { Plan } from './connector.ts';

/** @returns what would change in a file, in the form that `diff -u` has; empty when nothing would */
export function changeLines({ path, before, after }: Pick<Plan, 'path' | 'before' | 'after'>): readonly string[] {
  if (before === after) return [];
  const change = createTwoFilesPatch(path, path, before ?? '', after, before === null ? '(no file)' : 'now', 'then', { context: 1 });
  return change
    .split('\n')
    .slice(0, -1)
    .filter((line) => !/^(Index: |=+$)/.test(line));
}
