/**
 * "The latest release", "der letzte Termin", "最新の会議": which of several answers is meant is told by when they were stored. Not "the current
 * project": notes have that word themselves.
 */
import type { Found } from './page.ts';

const SPACED = [
  'latest|newest|(?:most )?recent(?:ly)?|last(?! names?\\b)',
  'letzte[mnrs]?|neu(?:e)?ste[mnrs]?|zuletzt|kürzlich|neulich',
  'derni[eè]re?s?|r[eé]cent(?:e|s|es)?|r[eé]cemment',
  '[uú]ltim[aeio]s?|(?:m[aá]s )?recientes?|recientemente|pi[uù] recent[ei]',
];
const UNSPACED = '最新|最近|直近|上次|前回|최신|최근|마지막|지난번';
const LATEST = new RegExp(`(?<![\\p{L}\\p{N}])(?:${SPACED.join('|')})(?![\\p{L}\\p{N}])|(?:${UNSPACED})[の的]?`, 'giu');

/** @param rest of a question, without the words that say when. @returns it without those that ask for the latest; null when it has none */
export function withoutLatest(rest: string): string | null {
  const left = rest.replace(LATEST, ' ');
  return left === rest ? null : left.replace(/\s+/g, ' ').trim();
}

/** @param items best first. @returns those that have most of the words before the others, the newest of them first */
export function latestFirst(items: readonly Found[]): readonly Found[] {
  const most = Math.max(...items.map(({ terms }) => terms.length));
  const leading = items.filter(({ terms }) => terms.length === most).toSorted((left, right) => right.memory.updatedAt - left.memory.updatedAt);
  return [...leading, ...items.filter(({ terms }) => terms.length < most)];
}
