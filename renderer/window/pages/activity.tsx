import { useState } from 'react';
import { plainText, quotedName } from '../../../src/shared/plain-text.ts';
import type { ActivityView, ClientView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { useLive } from '../api/use-live.ts';
import { usePages } from '../api/use-pages.ts';
import { Button } from '../parts/button.tsx';
import { Choice } from '../parts/choice.tsx';
import { Empty } from '../parts/empty.tsx';
import { IsOld } from '../parts/is-old.tsx';
import { LongList } from '../parts/long-list.tsx';
import { useNotice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { Search, sought } from '../parts/search.tsx';
import type { TableColumn } from '../parts/table.tsx';
import { Toolbar } from '../parts/toolbar.tsx';
import { When } from '../parts/when.tsx';
import { Entry } from './activity/entry.tsx';
import { useExport } from './activity/use-export.ts';
import { ACTIVITY, GROUPS } from './activity/words.ts';

type Listed = { readonly activity: readonly ActivityView[]; readonly next: number | null; readonly keptFor: number };
type Verdict = { readonly intact: boolean; readonly entries: number; readonly brokenAt?: number };

const DAY = 86_400_000;
const idOf = ({ sequence }: ActivityView): string => String(sequence);

export const COLUMNS: readonly TableColumn<ActivityView>[] = [
  { id: 'when', title: ACTIVITY.when, share: 1.4, least: 126, show: ({ at }) => <When at={at} /> },
  {
    id: 'client',
    title: ACTIVITY.client,
    share: 2,
    least: 120,
    from: 450,
    show: ({ clientId, name }) => (clientId === null ? null : <span className="cut">{quotedName(name)}</span>),
  },
  { id: 'what', title: ACTIVITY.what, share: 4, least: 180, show: ({ words }) => <span className="clamp">{plainText(words)}</span> },
  { id: 'result', title: ACTIVITY.result, share: 1.2, least: 90, from: 540, show: ({ result }) => result },
  { id: 'count', title: ACTIVITY.count, share: 0.8, least: 64, from: 620, show: ({ count }) => (count === null ? null : count.toLocaleString('en')) },
];

export function ActivityPage() {
  const { ask } = useBroker();
  const act = useAct();
  const { say, warn } = useNotice();
  const [text, setText] = useState('');
  const [client, setClient] = useState('');
  const [group, setGroup] = useState<(typeof GROUPS)[number]['value']>('');
  const [open, setOpen] = useState<ActivityView | null>(null);
  const [keptFor, setKeptFor] = useState<number | null>(null);
  const { value: known } = useLive<{ readonly clients: readonly ClientView[] }>('clients.list');
  const words = sought(text);
  const filter = { ...(words === '' ? {} : { text: words }), ...(client === '' ? {} : { client }), ...(group === '' ? {} : { group }) };
  const pages = usePages<ActivityView>(JSON.stringify(filter), async (before, limit) => {
    const answer = await ask<Listed>('activity.list', { ...filter, limit, ...(before === null ? {} : { before: Number(before) }) });
    setKeptFor(answer.keptFor);
    return { items: answer.activity, next: answer.next === null ? null : String(answer.next) };
  });
  const { count, begin } = useExport(filter);

  const verify = () =>
    act(async () => {
      const { intact, entries, brokenAt } = await ask<Verdict>('activity.verify');
      if (intact) say(ACTIVITY.intact(entries));
      else warn(ACTIVITY.broken(brokenAt ?? 0));
    });

  return (
    <Page
      title={ACTIVITY.title}
      problem={pages.problem}
      {...(open === null ? {} : { onEscape: () => setOpen(null) })}
      actions={
        <>
          <Button onPress={() => void verify()}>{ACTIVITY.verify}</Button>
          <Button isDisabled={count !== null} onPress={() => void begin()}>
            {count === null ? ACTIVITY.export : ACTIVITY.exporting(count)}
          </Button>
        </>
      }
    >
      <Toolbar>
        <Search label={ACTIVITY.search} value={text} onChange={setText} />
        <Choice
          label={ACTIVITY.client}
          value={client}
          choices={[
            { value: '', text: ACTIVITY.any },
            ...(known?.clients ?? []).map(({ id, name, label }) => ({ value: id, text: quotedName(label ?? name) })),
          ]}
          onChange={setClient}
        />
        <Choice label={ACTIVITY.group} value={group} choices={GROUPS} onChange={setGroup} />
        {keptFor === null ? null : <span className="soft">{ACTIVITY.kept(Math.round(keptFor / DAY))}</span>}
      </Toolbar>
      <IsOld pages={pages} text={ACTIVITY.isOld} />
      <LongList
        label={ACTIVITY.title}
        columns={COLUMNS}
        pages={pages}
        idOf={idOf}
        onOpen={setOpen}
        empty={<Empty text={Object.keys(filter).length === 0 ? ACTIVITY.empty : ACTIVITY.noneFound} />}
      />
      {open === null ? null : <Entry entry={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
