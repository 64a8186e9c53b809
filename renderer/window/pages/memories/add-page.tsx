import type { AddedView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { goTo } from '../../shell/route.ts';
import { MemoryForm, type Said } from './memory-form.tsx';
import { useOneCompartment } from './use-one-compartment.tsx';
import { FORM } from './words.ts';

const NOTHING: Said = { content: '', tags: [], kind: 'note' };
const leave = () => goTo('memories');

export function AddPage() {
  const { ask } = useBroker();
  const act = useAct();
  const { say } = useNotice();
  const { where, choice } = useOneCompartment();

  async function add(said: Said): Promise<void> {
    const isDone = await act(async () => {
      const { outcome } = await ask<AddedView>('memories.add', { ...said, ...where });
      say(FORM.added[outcome]);
    });
    if (isDone) leave();
  }

  return (
    <Page title={FORM.addTitle} onEscape={leave}>
      <MemoryForm said={NOTHING} onSave={(said) => void add(said)} onCancel={leave}>
        {choice}
      </MemoryForm>
    </Page>
  );
}
