/** `gatehouse reflect`: what could be tidied up among the memories, one by one. */
import { InvalidArgumentError } from 'commander';
import { plainText } from '../shared/plain-text.ts';
import type { SuggestionView } from '../shared/views.ts';
import type { AskHere } from './ask.ts';
import { oneOf } from './options.ts';

type Words = {
  readonly what: string | undefined;
  readonly id: string | undefined;
  readonly compartment: string | undefined;
  readonly cursor: string | undefined;
};
type Page = { readonly suggestions: readonly SuggestionView[]; readonly next: string | null };
type Applied = { readonly action: string | null; readonly forgotten: number; readonly changed: number };

const LONGEST_LINE = 120;

/** @throws InvalidArgumentError */
export function runReflect(ask: AskHere, { what, id, compartment, cursor }: Words): Promise<void> {
  if (what === undefined) return ask<Page>('memories.reflect', { compartment, cursor }, showPage);
  oneOf('reflect', what, ['apply']);
  if (id === undefined) throw new InvalidArgumentError('Say which suggestion to apply');
  return ask<Applied>('memories.apply', { compartment, id }, ({ action, forgotten, changed }, _now, spell) =>
    [`Done: ${forgotten} forgotten, ${changed} changed.`, ...(action === null ? [] : [spell(`To undo it: gatehouse undo ${action}`)])].join(' '),
  );
}

function showPage({ suggestions, next }: Page, _now: number, spell: (sentence: string) => string): string {
  const shown = suggestions.length === 0 ? ['Nothing to tidy up here.'] : suggestions.map(showSuggestion);
  return [...shown, ...(next === null ? [] : [spell(`Older memories: gatehouse reflect --cursor ${next}`)])].join('\n\n');
}

function showSuggestion({ id, why, does, memories }: SuggestionView): string {
  const lines = memories.map((memory) => `  | ${plainText(memory.content.replaceAll(/\s+/g, ' ')).slice(0, LONGEST_LINE)}`);
  return [id, `  ${plainText(why)}`, ...lines, `  Applied: ${plainText(does)}`].join('\n');
}
