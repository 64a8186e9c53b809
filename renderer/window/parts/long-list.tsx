import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { Pages } from '../api/use-pages.ts';
import { isRemoval, rowAfter } from './list-keys.ts';
import { Spoken } from './spoken.tsx';
import { heightOf, type TableColumn } from './table.tsx';
import { HEADING, ROW, useDrawnRows } from './use-drawn-rows.ts';
import { useWidth } from './use-width.ts';

type Props<Item> = {
  readonly label: string;
  readonly columns: readonly TableColumn<Item>[];
  /** Nothing is drawn before the first answer; more is asked for before the end is seen. */
  readonly pages: Pick<Pages<Item>, 'items' | 'hasMore' | 'more'>;
  readonly idOf: (item: Item) => string;
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
/** Rows left when more are asked for. */
const AHEAD = 100;
/** CSS pixels of the column with the boxes. */
const BOX = 36;

/**
 * A list without an end: what can be seen is drawn, the rest is asked for while it is scrolled. `Table` keeps something for
 * each row that it was ever given; a hundred thousand would be felt. Arrow keys, Enter opens, Space chooses, Delete asks.
 */
export function LongList<Item>({ label, columns, pages, idOf, onOpen, onDelete, chosen, onChoose, empty }: Props<Item>) {
  const { hasMore, more } = pages;
  const items = pages.items ?? [];
  const [place, width] = useWidth();
  const { place: scroller, onScroll, first, fit, start, end, reveal } = useDrawnRows(items.length);
  const [active, setActive] = useState<string | null>(null);
  const base = useId();
  const shown = columns.filter(({ from = 0 }) => width >= from);
  const at = active === null ? -1 : items.findIndex((item) => idOf(item) === active);
  const isNear = hasMore && end + AHEAD >= items.length;

  useEffect(() => {
    if (isNear) more();
  }, [isNear, more]);

  function goTo(wanted: number): void {
    const index = Math.max(0, Math.min(wanted, items.length - 1));
    const item = items[index];
    if (item === undefined) return;
    setActive(idOf(item));
    reveal(index);
  }

  function actOf(event: KeyboardEvent): (() => void) | null {
    if (event.ctrlKey || event.altKey || (event.metaKey && event.key !== 'Backspace')) return null;
    const to = rowAfter(event, { at, fit, count: items.length });
    if (to !== null) return () => goTo(to);
    const item = items[at];
    if (item === undefined) return null;
    if (event.key === 'Enter') return () => onOpen(item);
    if (event.key === ' ') return () => onChoose?.(item);
    return isRemoval(event) ? () => onDelete?.(item) : null;
  }

  function press(event: KeyboardEvent): void {
    const act = actOf(event);
    if (act === null) return;
    event.preventDefault();
    act();
  }

  if (pages.items === null) return null;
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
        onScroll={onScroll}
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
