/** Whether a memory passes a filter or has a term in it, as the SQLite store's indexes would say. */
import { inAnyCase } from '../../shared/any-case.ts';
import { foldText } from '../../shared/fold-text.ts';
import type { Memory, MemoryFilter, WordForm } from '../memory-store.ts';

/** A rough stem, enough to agree with the porter stemmer on regular plurals and endings. */
const stem = (word: string) => word.replace(/(?:ies|ing|ed|es|s|y|i)$/u, '');

export function contains(memory: Memory, term: string, how: 'words' | 'inside'): boolean {
  const text = foldText(`${memory.content} ${memory.tags.join(' ')}`);
  if (how === 'inside') return text.includes(term);
  return text.split(/[^\p{L}\p{N}\p{M}]+/u).some((word) => stem(word) === stem(term));
}

export function hasForm({ content, tags }: Memory, { text, goesOn }: WordForm): boolean {
  const words = foldText(`${content} ${tags.join(' ')}`).split(/[^\p{L}\p{N}\p{M}]+/u);
  return ` ${words.join(' ')} `.includes(goesOn ? ` ${text}` : ` ${text} `);
}

export function passes({ tags, kind, createdAt, provenance }: Memory, filter: MemoryFilter): boolean {
  const { tags: wanted = [], match = 'any' } = filter;
  if (filter.kind !== undefined && inAnyCase(kind) !== inAnyCase(filter.kind)) return false;
  if (filter.after !== undefined && createdAt < filter.after) return false;
  if (filter.before !== undefined && createdAt >= filter.before) return false;
  if (filter.client !== undefined && provenance.clientId !== filter.client && provenance.clientName !== filter.client) return false;
  if (wanted.length === 0) return true;
  const has = (tag: string) => tags.some((each) => inAnyCase(each) === inAnyCase(tag));
  return match === 'all' ? wanted.every(has) : wanted.some(has);
}

/** Jaccard overlap of the words of two texts, 0 to 1. */
export function sharedWords(left: string, right: string): number {
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
