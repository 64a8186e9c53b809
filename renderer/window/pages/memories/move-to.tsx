import { useState } from 'react';
import type { MemoryView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { Choice } from '../../parts/choice.tsx';
import { useNotice } from '../../parts/notice.tsx';
import { FORGET } from './words.ts';

type Place = { readonly id: string; readonly name: string };
type Props = { readonly memories: readonly MemoryView[]; readonly compartments: readonly Place[]; readonly onMoved?: () => void };

const AT_ONCE = 500;

/** To another compartment, where other programs read them. Not there while there is only one. */
export function MoveTo({ memories, compartments, onMoved }: Props) {
  const { ask } = useBroker();
  const act = useAct();
  const { say, warn } = useNotice();
  const homes = new Set(memories.map(({ compartment }) => compartment.id));
  const others = compartments.filter(({ id }) => homes.size > 1 || !homes.has(id));
  const [wanted, setWanted] = useState('');
  const to = others.find(({ id }) => id === wanted) ?? others[0];
  if (to === undefined) return null;

  async function move({ id, name }: Place): Promise<void> {
    let [moved, left] = [0, 0];
    const isDone = await act(async () => {
      for (const [from, group] of Map.groupBy(memories, ({ compartment }) => compartment.id)) {
        if (from === id) continue;
        for (let at = 0; at < group.length; at += AT_ONCE) {
          const ids = group.slice(at, at + AT_ONCE).map((memory) => memory.id);
          const answer = await ask<{ moved: readonly string[]; left: readonly string[] }>('memories.move', { ids, from, to: id });
          moved += answer.moved.length;
          left += answer.left.length;
        }
      }
    });
    if (!isDone) return;
    if (left > 0) warn(FORGET.left(left));
    else say(FORGET.moved(moved, name));
    onMoved?.();
  }

  return (
    <>
      <Choice label={FORGET.moveTo} value={to.id} choices={others.map(({ id, name }) => ({ value: id, text: name }))} onChange={setWanted} />
      <Button onPress={() => void move(to)}>{FORGET.move}</Button>
    </>
  );
}
