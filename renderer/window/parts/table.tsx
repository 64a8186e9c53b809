import { type CSSProperties, type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { Table as AriaTable, Cell, Column, Row, TableBody, TableHeader, TableLayout, Virtualizer } from 'react-aria-components';
import { isRemoval } from './list-keys.ts';
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

/**
 * Rows of anything, as many as there are: only what can be seen is drawn. Arrow keys, Enter opens, Delete asks to remove.
 * @param props `columns` and `idOf` stay the same from one drawing to the next: for ten thousand rows it matters
 */
export function Table<Item>({ label, columns, items, idOf, onOpen, onDelete, empty, rowHeight = 52 }: Props<Item>) {
  const [place, width] = useWidth();
  const shown = useMemo(() => columns.filter(({ from = 0 }) => width >= from), [columns, width]);
  const rows = useMemo(() => items.map((item) => ({ id: idOf(item), item })), [items, idOf]);
  const layoutOptions = useMemo(() => ({ rowHeight, headingHeight: HEADING }), [rowHeight]);
  const find = (id: unknown) => rows.find((row) => row.id === id)?.item;
  const open = useLatest((id: unknown) => {
    const item = find(id);
    if (item !== undefined) onOpen?.(item);
  });
  const canOpen = onOpen !== undefined;

  function press(event: KeyboardEvent): void {
    if (onDelete === undefined || !isRemoval(event)) return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="row"]') : null;
    const item = find(row?.dataset.key);
    if (item !== undefined) onDelete(item);
  }

  // Whatever else of the page is drawn anew, the rows are not looked at again.
  const grid = useMemo(
    () => (
      <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
        <AriaTable aria-label={label} selectionMode="none" {...(canOpen ? { onRowAction: open } : {})}>
          <TableHeader columns={shown}>
            {({ id, title, share = 1, least = 80 }) => (
              <Column id={id} isRowHeader={id === shown[0]?.id} width={`${share}fr`} minWidth={least}>
                {title}
              </Column>
            )}
          </TableHeader>
          <TableBody items={rows} dependencies={[shown]}>
            {({ id, item }) => (
              <Row id={id} columns={shown} dependencies={[shown]} textValue={shown[0]?.text?.(item) ?? ''}>
                {(column) => <Cell>{column.show(item)}</Cell>}
              </Row>
            )}
          </TableBody>
        </AriaTable>
      </Virtualizer>
    ),
    [label, shown, rows, layoutOptions, canOpen, open],
  );

  if (items.length === 0) return <>{empty}</>;
  return (
    <div className="table" ref={place} onKeyDownCapture={press} style={heightOf(HEADING + items.length * rowHeight + 2)}>
      {width === 0 ? null : grid}
    </div>
  );
}

/** What all rows would need; the style sheet decides how much of it there is. */
export function heightOf(pixels: number): CSSProperties {
  return { ['--height' as string]: `${pixels}px` };
}

/** The same function for as long as the part lives, which does what the newest would do. */
function useLatest<Word>(run: (word: Word) => void): (word: Word) => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((word: Word) => latest.current(word), []);
}
