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
import { Search, sought } from '../../parts/search.tsx';
import { Toolbar } from '../../parts/toolbar.tsx';
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
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const words = sought(text);
  const pages = usePages<MemoryView>(words, async (cursor, limit) => {
    const { memories, next } = await ask<{ memories: readonly MemoryView[]; next: string | null }>('bin.list', {
      limit,
      cut: CUT,
      ...(words === '' ? {} : { text: words }),
      ...(cursor === null ? {} : { cursor }),
    });
    return { items: memories, next };
  });

  async function empty(): Promise<void> {
    if (await confirm({ title: BIN.emptyTitle, text: BIN.emptyText, action: BIN.emptyIt })) await act(() => ask('bin.empty'), BIN.forGoodDone);
  }

  // What is emptied is the whole bin, not what was found in it.
  const isAll = words === '';
  return (
    <Page
      title={MEMORIES.title}
      problem={pages.problem}
      actions={pages.items === null || pages.isEmpty || !isAll ? null : <Button onPress={() => void empty()}>{BIN.emptyIt}</Button>}
    >
      <Sections current="bin" />
      {pages.isEmpty && isAll ? null : (
        <Toolbar>
          <Search label={BIN.search} value={text} onChange={setText} />
        </Toolbar>
      )}
      {chosen.length === 0 ? null : (
        <div className="chosen actions">
          <strong role="status">{FORGET.chosen(chosen.length)}</strong>
          <BinActions ids={chosen} onDone={() => setChosen([])} />
        </div>
      )}
      <LongList
        label={MEMORIES.bin}
        columns={BIN_COLUMNS}
        pages={pages}
        idOf={idOf}
        onOpen={({ id }) => goTo('memories', id)}
        onDelete={({ id }) => void remove([id])}
        chosen={new Set(chosen)}
        onChoose={({ id }) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-MOST_CHOSEN))}
        empty={<Empty text={isAll ? BIN.empty : MEMORIES.noneFound} />}
      />
    </Page>
  );
}
