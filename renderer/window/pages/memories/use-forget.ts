import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { FORGET, MEMORIES } from './words.ts';

/** As many as one call takes. */
const AT_ONCE = 500;

/** @returns a function that asks, puts memories into the bin, offers ten seconds of undoing, and says whether it was done */
export function useForget(): (ids: readonly string[]) => Promise<boolean> {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  const { say } = useNotice();

  return async (ids) => {
    if (!(await confirm({ title: FORGET.title(ids.length), text: FORGET.text, action: MEMORIES.delete }))) return false;
    const actions: string[] = [];
    let count = 0;
    const isDone = await act(async () => {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const { action, forgotten } = await ask<{ action: string | null; forgotten: readonly string[] }>('memories.forget', {
          ids: ids.slice(at, at + AT_ONCE),
        });
        if (action !== null) actions.push(action);
        count += forgotten.length;
      }
    });
    const undo = () =>
      void act(async () => {
        for (const id of actions) await ask('actions.undo', { id });
      }, FORGET.undone);
    if (isDone) say(FORGET.done(count), undo);
    return isDone;
  };
}
