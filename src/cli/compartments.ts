/** `gatehouse compartments`: where memories are kept apart. */
import { InvalidArgumentError } from 'commander';
import { compartmentWords } from '../shared/compartment-words.ts';
import { plainText } from '../shared/plain-text.ts';
import type { CompartmentCountView, CompartmentView } from '../shared/views.ts';
import type { AskHere } from './ask.ts';
import { oneOf } from './options.ts';

type Words = {
  readonly what: string | undefined;
  readonly compartment: string | undefined;
  readonly name: string | undefined;
  readonly reads: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
};
type Changed = { readonly compartment: CompartmentView };

/** @throws InvalidArgumentError */
export function runCompartments(ask: AskHere, { what, compartment, name, reads, ids }: Words): Promise<void> {
  if (what === undefined)
    return ask<{ compartments: CompartmentCountView[] }>('compartments.list', {}, ({ compartments }) => compartments.map(line).join('\n'));
  const act = oneOf('compartments', what, ['create', 'rename', 'remove', 'windows', 'move']);
  if (compartment === undefined) throw new InvalidArgumentError(`Say which compartment to ${act}`);
  switch (act) {
    case 'create':
      return ask<Changed>('compartments.create', { name: compartment }, (result) => `${plainText(result.compartment.name)} is there now, and empty.`);
    case 'rename':
      if (name === undefined) throw new InvalidArgumentError('Say what it is called from now on');
      return ask<Changed>('compartments.rename', { compartment, name }, (result) => `It is called ${plainText(result.compartment.name)} now.`);
    case 'remove':
      return ask('compartments.remove', { compartment }, () => 'Removed.');
    case 'windows':
      return ask<Changed>(
        'compartments.windows',
        { compartment, reads: reads ?? [] },
        (result) => `Programs connected to it: ${compartmentWords(result.compartment)}.`,
      );
    case 'move':
      if (name === undefined || ids === undefined) throw new InvalidArgumentError('Say from where, to where, and which memories with --ids');
      return ask<{ moved: string[]; left: string[] }>('memories.move', { from: compartment, to: name, ids }, ({ moved, left }) =>
        left.length === 0 ? `Moved ${moved.length}.` : `Moved ${moved.length}. Left: ${left.map(plainText).join(' ')}`,
      );
  }
}

function line(view: CompartmentCountView): string {
  const { memories, connections } = view;
  return `${compartmentWords(view)}: ${memories} ${memories === 1 ? 'memory' : 'memories'}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
}
