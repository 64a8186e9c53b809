import type { ComponentType } from 'react';
import type { StatusView } from '../../../src/shared/views.ts';

/** What a page is given: what it is about, from the address (`#/clients/gh_1`); null for the page itself. */
export type PageProps = { readonly about: string | null };

export type PageEntry = {
  /** In the address. Lower case letters. */
  readonly name: string;
  readonly title: string;
  /** The number beside the name in the rail; 0 shows none. */
  readonly count?: (status: StatusView) => number;
  readonly Show: ComponentType<PageProps>;
};
