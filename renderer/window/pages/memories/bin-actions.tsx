import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { BIN } from './words.ts';

/** Out of the bin: back, or for good. */
export function BinActions({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const { ask } = useBroker();
  const act = useAct();
  const { say, warn } = useNotice();
  const remove = useDeleteForGood();

  async function restore(): Promise<void> {
    await act(async () => {
      const { restored } = await ask<{ restored: readonly string[] }>('memories.restore', { ids });
      if (restored.length === ids.length) say(BIN.restored(restored.length));
      else warn(BIN.cannot);
      onDone();
    });
  }

  return (
    <div className="actions">
      <Button onPress={() => void restore()}>{BIN.restore}</Button>
      <Button look="danger" onPress={() => void remove(ids).then((isDone) => isDone && onDone())}>
        {BIN.forGood}
      </Button>
    </div>
  );
}

/** @returns a function that asks and deletes for good, and says whether it did */
export function useDeleteForGood(): (ids: readonly string[]) => Promise<boolean> {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  return async (ids) =>
    (await confirm({ title: BIN.forGoodTitle(ids.length), text: BIN.forGoodText, action: BIN.forGood })) &&
    act(() => ask('bin.delete', { ids }), BIN.forGoodDone);
}
