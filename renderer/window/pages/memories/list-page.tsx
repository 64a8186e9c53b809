import { useState } from 'react';
import type { MemoryView } from '../../../../src/shared/views.ts';
import { useBroker } from '../../api/use-broker.ts';
import { usePages } from '../../api/use-pages.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IsOld } from '../../parts/is-old.tsx';
import { LongList } from '../../parts/long-list.tsx';
import { Page } from '../../parts/page.tsx';
import { Search, sought } from '../../parts/search.tsx';
import { Toolbar } from '../../parts/toolbar.tsx';
import { goTo } from '../../shell/route.ts';
import { ChosenBar } from './chosen-bar.tsx';
import { CUT, MEMORY_COLUMNS } from './columns.tsx';
import { clientOf, Filters, NO_FILTER, parametersOf, useFilterChoices } from './filters.tsx';
import { Sections } from './sections.tsx';
import { TakeBack } from './take-back.tsx';
import { useForget } from './use-forget.ts';
import { MEMORIES } from './words.ts';

type Found = { readonly memories: readonly MemoryView[]; readonly next: string | null };

const HOUR = 3_600_000;
const BEST = 100;
const idOf = ({ id }: MemoryView): string => id;

export function ListPage() {
  const { ask } = useBroker();
  const forget = useForget();
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState(NO_FILTER);
  const [chosen, setChosen] = useState<ReadonlyMap<string, MemoryView>>(new Map());
  const { facets, compartments } = useFilterChoices(filter.compartment);
  const words = sought(query);
  const parameters = { ...parametersOf(filter, Math.floor(Date.now() / HOUR) * HOUR), cut: CUT };
  const pages = usePages<MemoryView>(JSON.stringify([words, parameters]), async (cursor, limit) => {
    const { memories, next } =
      words === ''
        ? await ask<Found>('memories.list', { ...parameters, limit, ...(cursor === null ? {} : { cursor }) })
        : await ask<Found>('memories.search', { ...parameters, query: words, limit: BEST });
    return { items: memories, next };
  });
  const client = clientOf(filter);
  const isNarrowed = words !== '' || filter !== NO_FILTER;

  function choose(memory: MemoryView): void {
    const next = new Map(chosen);
    if (!next.delete(memory.id)) next.set(memory.id, memory);
    setChosen(next);
  }

  async function remove(ids: readonly string[]): Promise<void> {
    if (await forget(ids)) setChosen(new Map([...chosen].filter(([id]) => !ids.includes(id))));
  }

  return (
    <Page title={MEMORIES.title} problem={pages.problem} actions={<Button onPress={() => goTo('memories', 'new')}>{MEMORIES.add}</Button>}>
      <Sections current="" />
      {pages.isEmpty && !isNarrowed ? null : (
        <Toolbar>
          <Search label={MEMORIES.search} value={query} onChange={setQuery} />
          <Filters filter={filter} compartments={compartments} facets={facets} onChange={setFilter} />
        </Toolbar>
      )}
      {client === null ? null : <TakeBack id={client} name={facets?.clients.find(({ id }) => id === client)?.name ?? null} />}
      {chosen.size === 0 ? null : (
        <ChosenBar
          chosen={[...chosen.values()]}
          compartments={compartments}
          onDelete={() => void remove([...chosen.keys()])}
          onClear={() => setChosen(new Map())}
        />
      )}
      <IsOld pages={pages} text={MEMORIES.isOld} />
      <LongList
        label={MEMORIES.title}
        columns={MEMORY_COLUMNS}
        pages={pages}
        idOf={idOf}
        onOpen={({ id }) => goTo('memories', id)}
        onDelete={({ id }) => void remove([id])}
        chosen={new Set(chosen.keys())}
        onChoose={choose}
        empty={
          isNarrowed ? (
            <Empty text={MEMORIES.noneFound} />
          ) : (
            <Empty text={MEMORIES.empty}>
              <Button look="main" onPress={() => goTo('memories', 'new')}>
                {MEMORIES.add}
              </Button>
            </Empty>
          )
        }
      />
      {words !== '' && pages.items !== null && pages.items.length >= BEST ? <p className="soft">{MEMORIES.best}</p> : null}
    </Page>
  );
}
