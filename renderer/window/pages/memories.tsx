import { AddPage } from './memories/add-page.tsx';
import { BinPage } from './memories/bin-page.tsx';
import { CompartmentsPage } from './memories/compartments-page.tsx';
import { HeldOnePage } from './memories/held-one-page.tsx';
import { HeldPage } from './memories/held-page.tsx';
import { ListPage } from './memories/list-page.tsx';
import { MemoryPage } from './memories/memory-page.tsx';
import { MovingPage } from './memories/moving-page.tsx';
import { SuggestionsPage } from './memories/suggestions-page.tsx';
import type { PageProps } from './page-entry.ts';

/** The list of all, one of the places beside it, or one memory by its id. */
export function MemoriesPage({ about }: PageProps) {
  switch (about) {
    case null:
      return <ListPage />;
    case 'new':
      return <AddPage />;
    case 'held':
      return <HeldPage />;
    case 'suggestions':
      return <SuggestionsPage />;
    case 'bin':
      return <BinPage />;
    case 'compartments':
      return <CompartmentsPage />;
    case 'moving':
      return <MovingPage />;
    default:
      return about.startsWith('held/') ? <HeldOnePage id={about.slice('held/'.length)} /> : <MemoryPage id={about} />;
  }
}
