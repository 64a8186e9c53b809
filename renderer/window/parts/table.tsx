import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { Table as AriaTable, Cell, Column, Row, TableBody, TableHeader, TableLayout, Virtualizer } from 'react-aria-components';
import { useWidth } from './use-width.ts';

export type TableColumn<Item> = {
  readonly id: string;
  readonly title: string;
  readonly show: (item: Item) => ReactNode;
  /** What a screen reader says for the whole row, of the first column: plain text. */
  readonly text?: (item: Item) => string;
  /** Share of the width. */
  readonly share?: number;
  /** CSS pixels that it never falls below. */
  readonly least?: number;
  /** CSS pixels of the table below which the column is left out. */
  readonly from?: number;
};

/** CSS pixels. */
const HEADING = 36;

type Props<Item> = {
  readonly label: string;
  readonly columns: readonly TableColumn<Item>[];
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  /** Enter or a click. */
  readonly onOpen?: (item: Item) => void;
  /** The Delete key, which asks before it does anything. */
  readonly onDelete?: (item: Item) => void;
  /** Where nothing is. */
  readonly empty: ReactNode;
  /** CSS pixels; 2 lines fit into the usual. */
  readonly rowHeight?: number;
};

/** Rows of anything, as many as there are: only what can be seen is drawn. Arrow keys, Enter opens, Delete asks to remove. */
export function Table<Item>({ label, columns, items, idOf, onOpen, onDelete, empty, rowHeight = 52 }: Props<Item>) {
  const [place, width] = useWidth();
  const shown = useMemo(() => columns.filter(({ from = 0 }) => width >= from), [columns, width]);
  const rows = useMemo(() => items.map((item) => ({ id: idOf(item), item })), [items, idOf]);
  const layoutOptions = useMemo(() => ({ rowHeight, headingHeight: HEADING }), [rowHeight]);
  const find = (id: unknown) => items.find((item) => idOf(item) === id);

  function press(event: KeyboardEvent): void {
    if (onDelete === undefined || (event.key !== 'Delete' && !(event.key === 'Backspace' && event.metaKey))) return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="row"]') : null;
    const item = find(row?.dataset.key);
    if (item !== undefined) onDelete(item);
  }

  if (items.length === 0) return <>{empty}</>;
  return (
    <div className="table" ref={place} onKeyDownCapture={press} style={{ flexBasis: HEADING + items.length * rowHeight + 2 }}>
      {width === 0 ? null : (
        <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
          <AriaTable aria-label={label} selectionMode="none" {...(onOpen === undefined ? {} : { onRowAction: (id) => openRow(find(id), onOpen) })}>
            <TableHeader columns={shown}>
              {({ id, title, share = 1, least = 80 }) => (
                <Column id={id} isRowHeader={id === columns[0]?.id} width={`${share}fr`} minWidth={least}>
                  {title}
                </Column>
              )}
            </TableHeader>
            <TableBody items={rows} dependencies={[shown]}>
              {({ id, item }) => (
                <Row id={id} columns={shown} dependencies={[shown]} textValue={columns[0]?.text?.(item) ?? ''}>
                  {(column) => <Cell>{column.show(item)}</Cell>}
                </Row>
              )}
            </TableBody>
          </AriaTable>
        </Virtualizer>
      )}
    </div>
  );
}

function openRow<Item>(item: Item | undefined, onOpen: (item: Item) => void): void {
  if (item !== undefined) onOpen(item);
}
