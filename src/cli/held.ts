/** `gatehouse held`: what waits for the person instead of being a memory. */
import { InvalidArgumentError } from 'commander';
import { plainText, quotedName } from '../shared/plain-text.ts';
import type { HeldDetails, HeldView } from '../shared/views.ts';
import type { AskHere } from './ask.ts';
import { oneOf } from './options.ts';
import { relative } from './show.ts';

const LOOKS_LIKE: Readonly<Record<HeldView['reason'], string>> = { secret: 'looks like a secret', instruction: 'looks like an instruction to the assistant' };

/** @throws InvalidArgumentError */
export function runHeld(ask: AskHere, what: string | undefined, id: string | undefined): Promise<void> {
  if (what === undefined) {
    return ask<{ held: HeldView[]; next: string | null }>('held.list', {}, ({ held, next }, now) =>
      held.length === 0 ? 'Nothing is held.' : [...held.map((view) => line(view, now)), ...(next === null ? [] : ['… and more.'])].join('\n\n'),
    );
  }
  const act = oneOf('held', what, ['show', 'release', 'delete']);
  if (id === undefined) throw new InvalidArgumentError(`Say which one to ${act}`);
  if (act === 'show') return ask<{ held: HeldDetails }>('held.get', { id }, ({ held }, now) => details(held, now));
  if (act === 'release') return ask<{ memory: string }>('held.release', { id }, ({ memory }) => `It is a memory now: ${memory}`);
  return ask('held.delete', { id }, () => 'Deleted for good.');
}

function line({ id, reason, rule, at, compartment, author, shown }: HeldView, now: number): string {
  return [
    `${id}  ${LOOKS_LIKE[reason]} (${rule})`,
    `  From ${quotedName(author)}, ${relative(at, now)}, in ${plainText(compartment)}`,
    `  ${plainText(shown)}`,
  ].join('\n');
}

function details(held: HeldDetails, now: number): string {
  const { content, tags, kind, metadata } = held;
  const said = content.split('\n').map((each) => `  | ${plainText(each)}`);
  const rest = [kind, ...tags].map(plainText).join(', ');
  return [line({ ...held, shown: rest }, now), ...said, ...(Object.keys(metadata).length === 0 ? [] : [`  ${plainText(JSON.stringify(metadata))}`])].join('\n');
}
