/** Every sentence of the list of clients. */
import type { ClientView } from '../../../src/shared/views.ts';

export const CLIENTS = {
  title: 'Clients',
  connect: 'Connect a program',
  search: 'Search clients',
  show: 'Show',
  all: 'All',
  name: 'Calls itself',
  may: 'May',
  state: 'State',
  since: 'Since',
  used: 'Last used',
  ends: 'Ends',
  noEnd: 'no end',
  empty: 'No programs connected yet. Connect one in a minute.',
  nothingFound: 'No client matches.',
  everything: 'Show all clients',
} as const;

export type Filter = ClientView['state'] | 'all';
