import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { HELD } from './words.ts';

/** Both ask first, and say whether it was done: what was held for a reason is not let pass by a slip. */
export function useHeldActions() {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  return {
    release: async (id: string): Promise<boolean> =>
      (await confirm({ title: HELD.releaseTitle, text: HELD.releaseText, action: HELD.release })) && act(() => ask('held.release', { id }), HELD.released),
    remove: async (id: string): Promise<boolean> =>
      (await confirm({ title: HELD.deleteTitle, text: HELD.deleteText, action: HELD.delete })) && act(() => ask('held.delete', { id }), HELD.deleted),
  };
}
