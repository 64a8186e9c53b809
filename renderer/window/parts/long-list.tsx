import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Spoken } from './spoken.tsx';
import { heightOf, type TableColumn } from './table.tsx';
import { useWidth } from './use-width.ts';

type Props<Item> = {
  readonly label: string;
  readonly columns: readonly TableColumn<Item>[];
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  /** Whether there is more behind the last one; then `onMore` is called before the end is seen. */
  readonly hasMore: boolean;
  readonly onMore: () => void;
  /** Enter or a click. */
  readonly onOpen: (item: Item) => void;
  /** The Delete key, which asks before it does anything. */
  readonly onDelete?: (item: Item) => void;
  /** Space, or a click on the box before the row. */
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (item: Item) => void;
  readonly empty: ReactNode;
};

const WORDS = { choose: 'Chosen', more: 'Reading more…' } as const;
/** CSS pixels: a row, and the line of titles, which stays on top. */
const [ROW, HEADING] = [56, 36];
/** Rows drawn above and below what can be seen, and rows left when more are asked for. */
const [BEYOND, AHEAD] = [8, 100];
const BOX = 36;

/**
 * A list without an end: what can be seen is drawn, the rest is asked for while it is scrolled. `Table` keeps something for
 * each row that it was ever given; a hundred thousand would be felt. Arrow keys, Enter opens, Space chooses, Delete asks.
 */
export function LongList<Item>(props: Props<Item>) {
  const { label, columns, items, idOf, hasMore, onMore, onOpen, onDelete, chosen, onChoose, empty } = props;
  const [place, width] = useWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(0);
  const [active, setActive] = useState<string | null>(null);
  const base = useId();
  const shown = columns.filter(({ from = 0 }) => width >= from);
  const fit = Math.ceil(height / ROW);
  const start = Math.max(0, Math.min(first, items.length - fit) - BEYOND);
  const end = Math.min(items.length, first + fit + BEYOND);
  const at = active === null ? -1 : items.findIndex((item) => idOf(item) === active);
  const isNear = hasMore && end + AHEAD >= items.length;

  useEffect(() => {
    if (isNear) onMore();
  }, [isNear, onMore]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function goTo(index: number): void {
    const item = items[Math.max(0, Math.min(index, items.length - 1))];
    if (item === undefined) return;
    setActive(idOf(item));
    const element = scroller.current;
    if (element === null) return;
    const top = Math.max(0, Math.min(index, items.length - 1)) * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + ROW > element.scrollTop + element.clientHeight - HEADING) element.scrollTop = top + ROW - element.clientHeight + HEADING;
  }

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || (event.metaKey && event.key !== 'Backspace')) return;
    const item = items[at];
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goTo(at + 1),
      ArrowUp: () => goTo(at < 0 ? 0 : at - 1),
      PageDown: () => goTo(at + fit - 1),
      PageUp: () => goTo(at - fit + 1),
      Home: () => goTo(0),
      End: () => goTo(items.length - 1),
    };
    const isRemoval = event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey);
    const act =
      moves[event.key] ??
      (item === undefined
        ? undefined
        : event.key === 'Enter'
          ? () => onOpen(item)
          : event.key === ' '
            ? () => onChoose?.(item)
            : isRemoval
              ? () => onDelete?.(item)
              : undefined);
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  if (items.length === 0 && !hasMore) return <>{empty}</>;
  const template = [...(onChoose === undefined ? [] : [`${BOX}px`]), ...shown.map(({ least = 80, share = 1 }) => `minmax(${least}px, ${share}fr)`)].join(' ');
  return (
    <div className="long-list" ref={place} style={heightOf(HEADING + items.length * ROW + 2)}>
      {/* biome-ignore lint/a11y/useSemanticElements: only a few of the rows are ever there, which a table cannot say */}
      <div
        ref={scroller}
        className="scroller"
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : items.length + 1}
        aria-multiselectable={onChoose === undefined ? undefined : true}
        aria-activedescendant={at >= start && at < end ? `${base}-${at}` : undefined}
        tabIndex={0}
        onKeyDown={press}
        onFocus={() => {
          if (at < 0) goTo(first);
        }}
        onScroll={({ currentTarget }) => setFirst(Math.floor(currentTarget.scrollTop / ROW))}
      >
        {/* biome-ignore-start lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore-start lint/a11y/useFocusableInteractive: the focus stays on the list, which says which row is meant */}
        <div role="rowgroup" className="heading">
          <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
            {onChoose === undefined ? null : (
              <div role="columnheader">
                <Spoken>{WORDS.choose}</Spoken>
              </div>
            )}
            {shown.map(({ id, title }) => (
              <div key={id} role="columnheader">
                {title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="rows" style={{ height: (items.length + (hasMore ? 1 : 0)) * ROW }}>
          {items.slice(start, end).map((item, offset) => {
            const index = start + offset;
            const isChosen = chosen?.has(idOf(item)) ?? false;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the list
              <div
                key={idOf(item)}
                id={`${base}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={onChoose === undefined ? undefined : isChosen}
                className={index === at ? 'row active' : 'row'}
                style={{ gridTemplateColumns: template, transform: `translateY(${index * ROW}px)` }}
                onClick={() => {
                  setActive(idOf(item));
                  onOpen(item);
                }}
              >
                {onChoose === undefined ? null : (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the list
                  <div
                    role="gridcell"
                    className="box"
                    onClick={(event) => {
                      event.stopPropagation();
                      setActive(idOf(item));
                      onChoose(item);
                    }}
                  >
                    <span className="tick" aria-hidden="true" />
                    <Spoken>{isChosen ? WORDS.choose : ''}</Spoken>
                  </div>
                )}
                {shown.map(({ id, show }) => (
                  <div key={id} role="gridcell">
                    {show(item)}
                  </div>
                ))}
              </div>
            );
          })}
          {hasMore && end === items.length ? (
            <p className="more soft" style={{ transform: `translateY(${items.length * ROW}px)` }}>
              {WORDS.more}
            </p>
          ) : null}
        </div>
        {/* biome-ignore-end lint/a11y/useFocusableInteractive: end */}
        {/* biome-ignore-end lint/a11y/useSemanticElements: end */}
      </div>
    </div>
  );
}
