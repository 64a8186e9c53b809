import { useMemo, useState } from 'react';
import { quotedName } from '../../../src/shared/plain-text.ts';
import type { ClientView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { Choice } from '../parts/choice.tsx';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { Search } from '../parts/search.tsx';
import { State } from '../parts/state.tsx';
import { Table, type TableColumn } from '../parts/table.tsx';
import { Toolbar } from '../parts/toolbar.tsx';
import { When } from '../parts/when.tsx';
import { goTo } from '../shell/route.ts';
import { ClientPage } from './client.tsx';
import { STATES, shortPermissions, stateWords, titleOf } from './client-words.ts';
import { CLIENTS, type Filter } from './clients-words.ts';
import { FirstRun } from './first-run.tsx';
import type { PageProps } from './page-entry.ts';
import { useClientActs } from './use-client-acts.ts';

export const COLUMNS: readonly TableColumn<ClientView>[] = [
  { id: 'name', title: CLIENTS.name, show: (client) => <Name client={client} />, text: titleOf, share: 6, least: 140 },
  { id: 'may', title: CLIENTS.may, show: ({ scopes, connectedSince }) => (connectedSince === null ? '–' : shortPermissions(scopes)), from: 560, least: 92 },
  { id: 'state', title: CLIENTS.state, show: (client) => <State state={client.state} text={stateWords(client)} />, least: 136 },
  { id: 'since', title: CLIENTS.since, show: ({ connectedSince }) => <When at={connectedSince} otherwise="–" />, from: 640, least: 84 },
  { id: 'used', title: CLIENTS.used, show: ({ lastUsedAt }) => <When at={lastUsedAt} />, from: 420, least: 104 },
  { id: 'ends', title: CLIENTS.ends, show: (client) => <Ends client={client} />, from: 690, least: 88 },
];

const FILTERS: readonly { readonly value: Filter; readonly text: string }[] = [
  { value: 'all', text: CLIENTS.all },
  ...Object.entries(STATES).map(([value, text]) => ({ value: value as Filter, text })),
];

const idOf = ({ id }: ClientView) => id;

/** The list of clients, or one of them. */
export function ClientsPage({ about }: PageProps) {
  return about === null ? <ClientList /> : <ClientPage id={about} />;
}

function ClientList() {
  const { value, problem } = useLive<{ readonly clients: readonly ClientView[] }>('clients.list');
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const { disconnect } = useClientActs();
  const found = useMemo(() => matching(value?.clients ?? [], text, filter), [value, text, filter]);
  const everything = () => {
    setText('');
    setFilter('all');
  };
  return (
    <Page
      title={CLIENTS.title}
      problem={problem}
      actions={
        <Button look="main" onPress={() => goTo('connect')}>
          {CLIENTS.connect}
        </Button>
      }
    >
      {value === null ? null : value.clients.length === 0 ? null : (
        <>
          <Toolbar>
            <Search label={CLIENTS.search} value={text} onChange={setText} />
            <Choice label={CLIENTS.show} value={filter} choices={FILTERS} onChange={setFilter} />
          </Toolbar>
          <Table
            label={CLIENTS.title}
            columns={COLUMNS}
            items={found}
            idOf={idOf}
            onOpen={({ id }) => goTo('clients', id)}
            onDelete={(client) => void disconnect(client)}
            empty={
              <Empty text={CLIENTS.nothingFound}>
                <Button onPress={everything}>{CLIENTS.everything}</Button>
              </Empty>
            }
          />
        </>
      )}
      {value === null ? null : <FirstRun clients={value.clients} />}
    </Page>
  );
}

function Name({ client }: { readonly client: ClientView }) {
  return (
    <>
      <span className="cut name">{titleOf(client)}</span>
      {client.label === null ? null : <span className="cut soft small">{quotedName(client.name)}</span>}
    </>
  );
}

function Ends({ client: { connectedSince, endsAt } }: { readonly client: ClientView }) {
  return connectedSince === null ? '–' : <When at={endsAt} otherwise={CLIENTS.noEnd} />;
}

/** Connected ones first, the last used of each at the top. */
const ORDER: readonly ClientView['state'][] = ['connected', 'paused', 'blocked', 'disconnected', 'never approved'];

function matching(clients: readonly ClientView[], text: string, filter: Filter): readonly ClientView[] {
  const wanted = text.trim().toLowerCase();
  return clients
    .filter((client) => filter === 'all' || client.state === filter)
    .filter(({ name, label, program }) => wanted === '' || `${label ?? ''}\n${name ?? ''}\n${program ?? ''}`.toLowerCase().includes(wanted))
    .toSorted((left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state) || (right.lastUsedAt ?? 0) - (left.lastUsedAt ?? 0));
}
