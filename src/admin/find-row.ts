import type { ClientView } from '../shared/views.ts';
import type { AuthStore, Client } from '../store/auth-store.ts';
import { clientRows } from './client-rows.ts';
import { AdminFault } from './fault.ts';

export type Row = { readonly view: ClientView; readonly members: readonly Client[] };

/**
 * @param id a row's id, or any client id in it
 * @throws AdminFault when there is none
 */
export async function findRow(store: AuthStore, id: string, now: number): Promise<Row> {
  const clients = await store.clients.list();
  const named = clients.find((client) => client.id === id);
  if (named === undefined) throw new AdminFault(`There is no client ${id}. See: gatehouse clients`);
  const members = clients.filter(({ rowKey }) => rowKey === named.rowKey);
  const grants = (await Promise.all(members.map((client) => store.grants.list({ clientId: client.id })))).flat();
  const [view] = clientRows(members, grants, now);
  if (view === undefined) throw new AdminFault(`There is no client ${id}.`);
  return { view, members };
}
