import { useState } from 'react';
import { plainText } from '../../../../src/shared/plain-text.ts';
import type { CompartmentView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { Choice } from '../../parts/choice.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { goTo } from '../../shell/route.ts';
import { MemoryForm, type Said } from './memory-form.tsx';
import { FORM, MEMORIES } from './words.ts';

const NOTHING: Said = { content: '', tags: [], kind: 'note' };
const leave = () => goTo('memories');

export function AddPage() {
  const { ask } = useBroker();
  const act = useAct();
  const { say } = useNotice();
  const { value } = useLive<{ readonly compartments: readonly CompartmentView[] }>('compartments.list');
  const compartments = value?.compartments ?? [];
  const [wanted, setWanted] = useState('');
  const compartment = compartments.find(({ id }) => id === wanted) ?? compartments[0];

  async function add(said: Said): Promise<void> {
    const isDone = await act(async () => {
      const { outcome } = await ask<{ outcome: string }>('memories.add', { ...said, ...(compartment === undefined ? {} : { compartment: compartment.id }) });
      say(outcome === 'existing' ? FORM.existing : FORM.added);
    });
    if (isDone) leave();
  }

  return (
    <Page title={FORM.addTitle} onEscape={leave}>
      <MemoryForm said={NOTHING} onSave={(said) => void add(said)} onCancel={leave}>
        {compartment === undefined || compartments.length < 2 ? null : (
          <Choice
            label={MEMORIES.compartment}
            value={compartment.id}
            choices={compartments.map(({ id, name }) => ({ value: id, text: plainText(name) }))}
            onChange={setWanted}
          />
        )}
      </MemoryForm>
    </Page>
  );
}
