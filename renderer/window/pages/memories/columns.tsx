import { beginningOf, plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { MemoryView } from '../../../../src/shared/views.ts';
import type { TableColumn } from '../../parts/table.tsx';
import { When } from '../../parts/when.tsx';
import { authorWords, BIN, MEMORIES } from './words.ts';

/** Characters that a row has room for, and a few more. */
export const CUT = 240;

const text: TableColumn<MemoryView> = {
  id: 'text',
  title: MEMORIES.text,
  share: 5,
  least: 160,
  show: ({ content, tags, kind, compartment }) => (
    <>
      <span className="cut">{beginningOf(content, CUT)}</span>
      <span className="cut soft small">{[compartment.name, kind, ...tags].map((each) => plainText(each)).join(' · ')}</span>
    </>
  ),
};
const author: TableColumn<MemoryView> = {
  id: 'author',
  title: MEMORIES.addedBy,
  share: 2,
  least: 120,
  from: 480,
  show: ({ author: by }) => <span className="cut">{authorWords(by)}</span>,
};

export const MEMORY_COLUMNS: readonly TableColumn<MemoryView>[] = [
  text,
  author,
  { id: 'added', title: MEMORIES.added, share: 1.5, least: 112, show: ({ createdAt }) => <When at={createdAt} /> },
  {
    id: 'read',
    title: MEMORIES.lastRead,
    share: 2,
    least: 120,
    from: 620,
    show: ({ lastRead }) =>
      lastRead === null ? (
        <span className="soft">{MEMORIES.never}</span>
      ) : (
        <>
          <span className="cut">{quotedName(lastRead.name)}</span>
          <span className="soft small">
            <When at={lastRead.at} />
          </span>
        </>
      ),
  },
];

export const BIN_COLUMNS: readonly TableColumn<MemoryView>[] = [
  text,
  author,
  { id: 'deleted', title: BIN.deleted, share: 1.4, least: 110, show: ({ forgottenAt }) => <When at={forgottenAt} /> },
];
