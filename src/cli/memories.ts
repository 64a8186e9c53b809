/** `gatehouse memories`, `forget-client` and `undo`: what is remembered, and taking it back. */
import { InvalidArgumentError } from 'commander';
import { plainText, quotedName } from '../shared/plain-text.ts';
import type { ActionView, AuthorView, MemoryView } from '../shared/views.ts';
import type { AskHere } from './ask.ts';
import { relative } from './show.ts';

type ListOptions = {
  readonly search?: string;
  readonly client?: string;
  readonly compartment?: string;
  readonly bin?: true;
};
type TakenBack = { readonly action: string | null; readonly forgotten: number; readonly setBack: number };
type Undone = { readonly restored: number; readonly setBack: number; readonly forgotten: number; readonly left: number; readonly held: number };

const LONGEST_LINE = 160;

/** @throws InvalidArgumentError: what was forgotten is one list, and an option that is passed over would look like an answer */
export function listMemories(ask: AskHere, { search, client, compartment, bin }: ListOptions): Promise<void> {
  const show = ({ memories }: { memories: MemoryView[] }, now: number) =>
    memories.length === 0 ? 'There is nothing.' : memories.map((memory) => showMemory(memory, now)).join('\n');
  if (bin && [search, client, compartment].some((given) => given !== undefined)) {
    throw new InvalidArgumentError('--bin shows what was forgotten everywhere: leave --search, --client and --compartment out');
  }
  if (bin) return ask('bin.list', {}, show);
  return search === undefined ? ask('memories.list', { client, compartment }, show) : ask('memories.search', { query: search, client, compartment }, show);
}

export function forgetClient(ask: AskHere, id: string): Promise<void> {
  return ask<TakenBack>('memories.forgetClient', { id }, ({ action, forgotten, setBack }, _now, spell) =>
    action === null
      ? 'Nothing that it wrote is there.'
      : spell(`${memories(forgotten)} forgotten, ${memories(setBack)} set back to what was before. To undo it within 30 days: gatehouse undo ${action}`),
  );
}

/** @param action without one it is said what can be undone */
export function undo(ask: AskHere, action: string | undefined): Promise<void> {
  if (action === undefined) return ask<{ actions: ActionView[] }>('actions.list', {}, ({ actions }, now) => showActions(actions, now));
  return ask<Undone>('actions.undo', { id: action }, ({ restored, setBack, forgotten, left, held }) =>
    [
      `Undone: ${memories(restored)} brought back, ${memories(setBack)} set back, ${memories(forgotten)} forgotten.`,
      ...(left === 0 ? [] : [`${memories(left)} stayed in the bin, because the same is remembered again elsewhere.`]),
      ...(held === 0 ? [] : [`${held} that ${held === 1 ? 'was' : 'were'} held for you ${held === 1 ? 'is' : 'are'} gone as well.`]),
    ].join('\n'),
  );
}

function showMemory({ id, content, compartment, author, updatedAt, forgottenAt }: MemoryView, now: number): string {
  const line = plainText(content.replaceAll(/\s+/g, ' '));
  const state = forgottenAt === null ? relative(updatedAt, now) : `forgotten ${relative(forgottenAt, now)}`;
  return `${id}  ${plainText(compartment.name)}  ${state}, ${authorWords(author)}\n  ${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line}`;
}

function showActions(actions: readonly ActionView[], now: number): string {
  if (actions.length === 0) return 'Nothing was done in the last 30 days that could be undone.';
  return actions
    .map(({ id, kind, at, by, about, forgotten, written, held, undoneAt }) => {
      const what = {
        forget: 'forgot',
        'forget-client': 'took back a program',
        'undo-grant': 'took back a connection',
        import: 'imported',
        retag: 'changed tags',
      }[kind];
      const waiting = held === 0 ? '' : `, ${held} held for you`;
      const state = undoneAt === null ? '' : '  (undone)';
      return `${id}  ${relative(at, now)}, ${authorWords(by)} ${what}${about === null ? '' : ` ${plainText(about)}`}: ${memories(forgotten + written)}${waiting}${state}`;
    })
    .join('\n');
}

function authorWords({ source, name }: AuthorView): string {
  return source === 'client' ? quotedName(name) : source === 'person' ? 'you' : 'an import';
}

function memories(count: number): string {
  return count === 1 ? '1 memory' : `${count} memories`;
}
