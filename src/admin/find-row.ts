import type { Compartments } from '../memory/compartments.ts';
import type { Clock } from '../shared/edge.ts';
import type { ClientView } from '../shared/views.ts';
import type { AuthStore, Client, Grant } from '../store/auth-store.ts';
import { clientRows } from './client-rows.ts';
import { AdminFault } from './fault.ts';

export type Row = { readonly view: ClientView; readonly members: readonly Client[]; readonly grants: readonly Grant[] };

export type FindRowDeps = { readonly store: AuthStore; readonly compartments: Compartments; readonly clock: Clock };

/** @returns every row, as the person sees them */
export async function listRows({ store, compartments, clock }: FindRowDeps): Promise<ClientView[]> {
  return clientRows(await store.clients.list(), await store.grants.list(), compartments.view, clock.now());
}

/**
 * @param id a row's id, or any client id in it
 * @throws AdminFault when there is none
 */
export async function findRow({ store, compartments, clock }: FindRowDeps, id: string): Promise<Row> {
  const clients = await store.clients.list();
  const named = clients.find((client) => client.id === id);
  if (named === undefined) throw new AdminFault(`There is no client ${id}. See: gatehouse clients`, 'This program is no longer here.');
  const members = clients.filter(({ rowKey }) => rowKey === named.rowKey);
  const grants = (await Promise.all(members.map((client) => store.grants.list({ clientId: client.id })))).flat();
  const [view] = clientRows(members, grants, compartments.view, clock.now());
  if (view === undefined) throw new AdminFault(`There is no client ${id}.`);
  return { view, members, grants };
}
