import { useState } from 'react';
import { foldText, holds } from '../../../../src/shared/fold-text.ts';
import { plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { HeldView } from '../../../../src/shared/views.ts';
import { useBroker } from '../../api/use-broker.ts';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { LongList } from '../../parts/long-list.tsx';
import { Page } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { Toolbar } from '../../parts/toolbar.tsx';
import { When } from '../../parts/when.tsx';
import { goTo } from '../../shell/route.ts';
import { Sections } from './sections.tsx';
import { useHeldActions } from './use-held-actions.ts';
import { HELD, MEMORIES } from './words.ts';

const idOf = ({ id }: HeldView): string => id;
export const COLUMNS: readonly TableColumn<HeldView>[] = [
  {
    id: 'what',
    title: HELD.what,
    share: 4,
    least: 200,
    show: ({ shown, compartment }) => (
      <>
        <span className="cut">{plainText(shown)}</span>
        <span className="cut soft small">{plainText(compartment)}</span>
      </>
    ),
  },
  {
    id: 'why',
    title: HELD.why,
    share: 2,
    least: 140,
    from: 460,
    show: ({ reason, rule }) => (
      <>
        <span className="cut">{HELD.short[reason]}</span>
        <span className="cut soft small">{rule}</span>
      </>
    ),
  },
  { id: 'from', title: HELD.from, share: 2, least: 110, from: 570, show: ({ author }) => <span className="cut">{quotedName(author)}</span> },
  { id: 'when', title: HELD.when, share: 1.4, least: 100, show: ({ at }) => <When at={at} /> },
];

/** What is looked through here and not by the broker: whoever holds the socket could guess by it what a text says. */
function lineOf({ shown, compartment, reason, rule, author }: HeldView): string {
  return [shown, compartment, HELD.short[reason], rule, author].join('\n');
}

export function HeldPage() {
  const { ask } = useBroker();
  const { remove } = useHeldActions();
  const [text, setText] = useState('');
  const part = foldText(text.trim());
  const pages = usePages<HeldView>(part, async (before, limit) => {
    const { held, next } = await ask<{ held: readonly HeldView[]; next: string | null }>('held.list', { limit, ...(before === null ? {} : { before }) });
    return { items: held.filter((each) => holds(lineOf(each), part)), next };
  });
  return (
    <Page title={MEMORIES.title} problem={pages.problem}>
      <Sections current="held" />
      {pages.isEmpty && part === '' ? null : (
        <Toolbar>
          <Search label={HELD.search} value={text} onChange={setText} />
        </Toolbar>
      )}
      <LongList
        label={MEMORIES.held}
        columns={COLUMNS}
        pages={pages}
        idOf={idOf}
        onOpen={({ id }) => goTo('memories', `held/${id}`)}
        onDelete={({ id }) => void remove(id)}
        empty={<Empty text={part === '' ? HELD.empty : HELD.noneFound} />}
      />
    </Page>
  );
}
