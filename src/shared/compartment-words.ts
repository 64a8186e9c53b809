/** Which memories, for whoever is about to say yes. Where there is one place and no window there is nothing to say. */
import { plainText } from './plain-text.ts';
import type { CompartmentView, RequestView } from './views.ts';

/** "Work", or "Work, and it may read Private as well". */
export function compartmentWords({ name, alsoReads }: CompartmentView): string {
  return plainText(alsoReads.length === 0 ? name : `${name}, and it may read ${listed(alsoReads)} as well`);
}

/** One line each; the first is what a plain yes gives. One call says itself what it touches. */
export function compartmentLines({ stage, call, compartments }: RequestView): readonly string[] {
  const [only, ...others] = stage === 'announced' || call !== null ? [] : compartments;
  if (only === undefined || (others.length === 0 && only.alsoReads.length === 0)) return [];
  if (others.length === 0) return [`Memories: ${compartmentWords(only)}`];
  return ['Memories, the first unless you name another:', ...compartments.map((compartment) => `  ${compartmentWords(compartment)}`)];
}

function listed(names: readonly string[]): string {
  const [last = '', ...before] = [...names].reverse();
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}
