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

/** Without case, accents, signs and a regular plural. Short words keep their ending: "bus", "gas", "css". */
function keyOf(tag: string): string {
  const bare = tag
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_./#-]+/gu, '');
  const letters = bare === '' ? tag : bare;
  if (letters.length < 5) return letters;
  return letters.replace(/ies$/, 'y').replace(/(?<![su])s$/, '');
}
