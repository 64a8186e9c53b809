import type { PlanView, ProgramView } from '../../../../src/shared/connect-view.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { CONNECT } from './words.ts';

/** What can be done to one program's settings. What replaces something of the person's asks first. */
export function useConnectActs({ id, name, next, state }: ProgramView) {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  return {
    plan: () => ask<PlanView>('connect.plan', { id }),
    async connect(): Promise<boolean> {
      const question = { title: CONNECT.replaceTitle(name), text: CONNECT.replaceText, action: CONNECT.replace };
      if (state === 'different' && !(await confirm(question))) return false;
      return act(() => ask('connect.apply', { id }), CONNECT.done(name, next));
    },
    async undo(): Promise<boolean> {
      if (!(await confirm({ title: CONNECT.undoTitle(name), text: CONNECT.undoText, action: CONNECT.undo }))) return false;
      return act(() => ask('connect.undo', { id }), CONNECT.undone(name));
    },
  };
}
