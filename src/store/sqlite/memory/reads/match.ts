/** FTS5 expressions. Every term is quoted: whatever a person writes is text, never syntax. */
import type { TextIndex } from './term-counts.ts';

export function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}

export function anyOf(terms: readonly string[]): string {
  return `(${terms.map(quoted).join(' OR ')})`;
}

export function allOf(terms: readonly string[]): string {
  return `(${terms.map(quoted).join(' AND ')})`;
}

/** The words in this order and nothing between them; the last may go on. */
export function inOrder(words: string): string {
  return `${quoted(words)} *`;
}

/** @param between words at most that stand between the two */
export function near(one: string, other: string, between: number): string {
  return `NEAR(${quoted(one)} ${quoted(other)}, ${between})`;
}

/** @param expressions of which one is enough */
export function either(expressions: readonly string[]): string {
  return `(${expressions.join(' OR ')})`;
}

export function both(...expressions: readonly string[]): string {
  return expressions.join(' AND ');
}

/** @param expression of facet terms */
export function amongFacets(expression: string): string {
  return `(facets : ${expression})`;
}

/** @param expression of what stands in the text itself */
export function inText(expression: string): string {
  return `(text : (${expression}))`;
}

/** A condition: what matches, of the rows from `@first` to `@last`. @param match the name of the parameter that holds the expression */
export function rowsMatching(index: TextIndex, match = '@match'): string {
  return `${index} MATCH ${match} AND ${index}.rowid BETWEEN CAST(@first AS INTEGER) AND CAST(@last AS INTEGER)`;
}
