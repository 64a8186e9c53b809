import { useState } from 'react';
import type { CompartmentCountView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { Page } from '../../parts/page.tsx';
import { TextInput } from '../../parts/text-input.tsx';
import { CompartmentLine } from './compartment-line.tsx';
import { Sections } from './sections.tsx';
import { COMPARTMENTS, MEMORIES } from './words.ts';

/** Characters. */
const LONGEST = 40;

export function CompartmentsPage() {
  const { value, problem } = useLive<{ readonly compartments: readonly CompartmentCountView[] }>('compartments.list');
  const compartments = value?.compartments ?? [];
  return (
    <Page title={MEMORIES.title} problem={problem}>
      <Sections current="compartments" />
      <p className="soft">{COMPARTMENTS.hint}</p>
      <ul className="lines">
        {compartments.map((compartment) => (
          <li key={compartment.id}>
            <CompartmentLine compartment={compartment} others={compartments.filter(({ id }) => id !== compartment.id)} />
          </li>
        ))}
      </ul>
      <NewCompartment />
    </Page>
  );
}

function NewCompartment() {
  const { ask } = useBroker();
  const act = useAct();
  const [name, setName] = useState('');
  async function create(): Promise<void> {
    if (await act(() => ask('compartments.create', { name }), COMPARTMENTS.created(name.trim()))) setName('');
  }
  return (
    <form
      className="inline"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void create();
      }}
    >
      <TextInput label={COMPARTMENTS.create} value={name} onChange={setName} longest={LONGEST} />
      <Button isDisabled={name.trim() === ''} onPress={() => void create()}>
        {COMPARTMENTS.createAction}
      </Button>
    </form>
  );
}
