import { quotedName } from '../../../src/shared/plain-text.ts';
import type { ClientView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { Table, type TableColumn } from '../parts/table.tsx';
import { When } from '../parts/when.tsx';

const COLUMNS: readonly TableColumn<ClientView>[] = [
  { id: 'name', title: 'Calls itself', show: ({ name }) => quotedName(name), text: ({ name }) => quotedName(name), share: 2 },
  { id: 'state', title: 'State', show: ({ state }) => state },
  { id: 'used', title: 'Last used', show: ({ lastUsedAt }) => <When at={lastUsedAt} /> },
];

export function ClientsPage() {
  const { value, problem } = useLive<{ readonly clients: readonly ClientView[] }>('clients.list');
  return (
    <Page title="Clients" problem={problem}>
      {value === null ? null : (
        <Table label="Clients" columns={COLUMNS} items={value.clients} idOf={({ id }) => id} empty={<Empty text="No programs connected yet." />} />
      )}
    </Page>
  );
}
