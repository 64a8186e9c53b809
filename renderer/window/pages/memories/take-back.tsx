import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { FORGET, TAKE_BACK } from './words.ts';

/** A client that turned out bad is undone in one go, and that can be undone in one go (ruling 23). */
export function TakeBack({ id, name }: { readonly id: string; readonly name: string | null }) {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  const { say } = useNotice();

  async function takeBack(): Promise<void> {
    if (!(await confirm({ title: TAKE_BACK.title(name), text: TAKE_BACK.text, action: TAKE_BACK.confirm }))) return;
    await act(async () => {
      const { action, forgotten, setBack } = await ask<{ action: string | null; forgotten: number; setBack: number }>('memories.forgetClient', { id });
      const undo = action === null ? undefined : () => void act(() => ask('actions.undo', { id: action }), FORGET.undone);
      say(TAKE_BACK.done(forgotten + setBack), undo);
    });
  }

  return (
    <div>
      <Button look="danger" onPress={() => void takeBack()}>
        {TAKE_BACK.action(name)}
      </Button>
    </div>
  );
}
