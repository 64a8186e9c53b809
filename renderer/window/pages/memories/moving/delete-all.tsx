import { useAct } from '../../../api/use-act.ts';
import { useBroker } from '../../../api/use-broker.ts';
import { Button } from '../../../parts/button.tsx';
import { useConfirm } from '../../../parts/confirm.tsx';
import { useNotice } from '../../../parts/notice.tsx';
import { FORGET, MOVING } from '../words.ts';

/** Everything at once: only for whoever types the word, and even then undone as one. */
export function DeleteAll({ memories }: { readonly memories: number }) {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  const { say } = useNotice();

  async function deleteAll(): Promise<void> {
    const question = { title: MOVING.deleteAllTitle(memories), text: MOVING.deleteAllText, action: MOVING.deleteAllAction, word: MOVING.deleteAllWord };
    if (!(await confirm(question))) return;
    await act(async () => {
      const { action, forgotten } = await ask<{ action: string | null; forgotten: number }>('memories.forgetAll');
      say(FORGET.done(forgotten), action === null ? undefined : () => void act(() => ask('actions.undo', { id: action }), FORGET.undone));
    });
  }

  return (
    <section className="section">
      <h2>{MOVING.deleteAll}</h2>
      <p className="soft">{MOVING.deleteAllHint}</p>
      <div>
        <Button look="danger" onPress={() => void deleteAll()}>
          {MOVING.deleteAllAction}
        </Button>
      </div>
    </section>
  );
}
