/** Tags that are one tag in several spellings. */
import type { Proposal } from './proposal.ts';

type Counted = { readonly tag: string; readonly count: number };

/** @param tags most used first; the first of each kind gives its spelling to the others */
export function twinTags(tags: readonly Counted[]): readonly Proposal[] {
  const groups = new Map<string, Counted[]>();
  for (const counted of tags) {
    const key = keyOf(counted.tag);
    groups.set(key, [...(groups.get(key) ?? []), counted]);
  }
  return [...groups.values()].flatMap(([most, ...others]) => {
    if (most === undefined || others.length === 0) return [];
    const spellings = [most, ...others].map(({ tag, count }) => `“${tag}” (${count})`).join(', ');
    return [
      {
        kind: 'tags',
        why: `One tag in several spellings: ${spellings}.`,
        does: `Calls all of them “${most.tag}”.`,
        memories: [],
        act: { kind: 'retag', from: others.map(({ tag }) => tag), to: most.tag },
      } satisfies Proposal,
    ];
  });
}

/** Between letters, but not between digits: 1.2 is not 12. What begins or ends a tag belongs to it: .net, C#, c++. */
const SEPARATING = /(?<=[\p{L}\p{N}#+])[\s_./-]+(?=[\p{L}\p{N}])(?!(?<=\p{N}[\s_./-]+)\p{N})/gu;
/** "#todo" is "todo" as other programs write it; "#1" is not "1". */
const HASHTAG = /^#(?=\p{L})/u;
/** Acute, grave, circumflex and cedilla. A tilde, a ring and the points of an umlaut make another letter: "schön" is not "schon". */
const ACCENTS = /(?<=\p{Script=Latin})[\u0300-\u0302\u0327]/gu;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
/** Letters; shorter words differ by an accent or an ending: "bàn" and "bán", "bus", "gas", "css". */
const LONG_ENOUGH = { accents: 4, plural: 5 };

/** Without case, separating signs and a regular plural; without accents where they make no other word. */
function keyOf(tag: string): string {
  const joined = tag.normalize('NFKC').toLowerCase().replace(HASHTAG, '').replace(SEPARATING, '');
  const bare = joined.length < LONG_ENOUGH.accents ? joined : joined.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
  const letters = bare.replace(/[äöü]/gu, (umlaut) => UMLAUTS[umlaut] ?? umlaut);
  if (letters.length < LONG_ENOUGH.plural) return letters;
  return letters.replace(/ies$/, 'y').replace(/(?<![su])s$/, '');
}
