import { useState } from 'react';
import type { MemoryView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { usePages } from '../../api/use-pages.ts';
import { Button } from '../../parts/button.tsx';
import { useConfirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LongList } from '../../parts/long-list.tsx';
import { Page } from '../../parts/page.tsx';
import { goTo } from '../../shell/route.ts';
import { BinActions, useDeleteForGood } from './bin-actions.tsx';
import { BIN_COLUMNS, CUT } from './columns.tsx';
import { Sections } from './sections.tsx';
import { BIN, FORGET, MEMORIES } from './words.ts';

const idOf = ({ id }: MemoryView): string => id;
/** As many as one call takes. */
const MOST_CHOSEN = 500;

export function BinPage() {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  const remove = useDeleteForGood();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { items, hasMore, problem, more } = usePages<MemoryView>('bin', async (cursor, limit) => {
    const { memories, next } = await ask<{ memories: readonly MemoryView[]; next: string | null }>('bin.list', {
      limit,
      cut: CUT,
      ...(cursor === null ? {} : { cursor }),
    });
    return { items: memories, next };
  });

  async function empty(): Promise<void> {
    if (await confirm({ title: BIN.emptyTitle, text: BIN.emptyText, action: BIN.emptyIt })) await act(() => ask('bin.empty'), BIN.forGoodDone);
  }

  const isEmpty = items === null || items.length === 0;
  return (
    <Page title={MEMORIES.title} problem={problem} actions={isEmpty ? null : <Button onPress={() => void empty()}>{BIN.emptyIt}</Button>}>
      <Sections current="bin" />
      {chosen.length === 0 ? null : (
        <div className="chosen actions">
          <strong role="status">{FORGET.chosen(chosen.length)}</strong>
          <BinActions ids={chosen} onDone={() => setChosen([])} />
        </div>
      )}
      {items === null ? null : (
        <LongList
          label={MEMORIES.bin}
          columns={BIN_COLUMNS}
          items={items}
          idOf={idOf}
          hasMore={hasMore}
          onMore={more}
          onOpen={({ id }) => goTo('memories', id)}
          onDelete={({ id }) => void remove([id])}
          chosen={new Set(chosen)}
          onChoose={({ id }) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-MOST_CHOSEN))}
          empty={<Empty text={BIN.empty} />}
        />
      )}
    </Page>
  );
}
