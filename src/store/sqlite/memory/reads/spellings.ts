import { inAnyCase } from '../../../../shared/any-case.ts';
import type { MemoryFilter } from '../../../memory-store.ts';
import type { Visible } from '../visible.ts';
import { eachValue } from './each-value.ts';

/** A filter whose kind and tags are each told in all capitals and small letters that they are stored in. */
export type SpelledFilter = Omit<MemoryFilter, 'tags' | 'kind'> & {
  readonly tags: readonly (readonly string[])[];
  readonly kind: readonly string[] | null;
};
export type Spellings = (filter: MemoryFilter, compartments: readonly string[]) => SpelledFilter;

/** Characters whose capital and small letter are looked up: of what begins alike there is little. */
const BEGINNING = 3;
const LAST = '\u{10FFFF}';

/** A filter that finds nothing because of a capital tells nobody why. */
export function createSpellings(visible: Visible): Spellings {
  const between = (from: string, value: string, where: string) =>
    visible
      .own(
        (inside) => `${eachValue({ from, value, where: `${inside(from.split(' ')[0] ?? from)} AND ${value} < @to AND ${where}`, least: '@from' })}
         SELECT value FROM each WHERE value IS NOT NULL`,
      )
      .pluck();
  const tags = between('tags', 'tag', 'TRUE');
  const kinds = between('memories INDEXED BY memories_counted', 'kind', 'forgotten_at IS NULL');

  /** @param compartments that the caller may see */
  function spellingsOf(name: string, stored: typeof tags, compartments: readonly string[]): readonly string[] {
    const beginnings = inEachCase([...name].slice(0, BEGINNING));
    const found = compartments.flatMap((compartment) => beginnings.flatMap((from) => stored.all({ compartment, from, to: from + LAST }) as string[]));
    return [...new Set([name, ...found.filter((each) => inAnyCase(each) === inAnyCase(name))])];
  }

  return ({ tags: asked = [], kind, ...filter }, compartments) => ({
    ...filter,
    tags: asked.map((tag) => spellingsOf(tag.trim(), tags, compartments)),
    kind: kind === undefined ? null : spellingsOf(kind.trim(), kinds, compartments),
  });
}

function inEachCase([first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [''];
  const endings = inEachCase(rest);
  return [...new Set([first.toLowerCase(), first.toUpperCase()])].flatMap((letter) => endings.map((ending) => letter + ending));
}
