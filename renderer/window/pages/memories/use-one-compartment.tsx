import { type ReactNode, useState } from 'react';
import { plainText } from '../../../../src/shared/plain-text.ts';
import type { CompartmentView } from '../../../../src/shared/views.ts';
import { useLive } from '../../api/use-live.ts';
import { Choice } from '../../parts/choice.tsx';
import { MEMORIES } from './words.ts';

/** @returns the compartment that a page is about, as a parameter, and the way to choose another where there is more than one */
export function useOneCompartment(): { readonly where: { readonly compartment?: string }; readonly choice: ReactNode } {
  const { value } = useLive<{ readonly compartments: readonly CompartmentView[] }>('compartments.list');
  const compartments = value?.compartments ?? [];
  const [wanted, setWanted] = useState('');
  const compartment = compartments.find(({ id }) => id === wanted) ?? compartments[0];
  if (compartment === undefined) return { where: {}, choice: null };
  const choice = (
    <Choice
      label={MEMORIES.compartment}
      value={compartment.id}
      choices={compartments.map(({ id, name }) => ({ value: id, text: plainText(name) }))}
      onChange={setWanted}
    />
  );
  return { where: { compartment: compartment.id }, choice: compartments.length < 2 ? null : choice };
}
