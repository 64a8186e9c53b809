import { type RefCallback, type UIEvent, useCallback, useRef, useState } from 'react';

/** CSS pixels: a row, and the line of titles, which stays on top. */
export const [ROW, HEADING] = [56, 36];
/** Rows drawn above and below what can be seen. */
const BEYOND = 8;

/** Of rows that are all of one height: which can be seen, and a few around them. @param count how many there are */
export function useDrawnRows(count: number) {
  const scroller = useRef<HTMLElement>(null);
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(0);
  const place: RefCallback<HTMLElement> = useCallback((element) => {
    scroller.current = element;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => {
      observer.disconnect();
      scroller.current = null;
    };
  }, []);
  const fit = Math.ceil(height / ROW);

  /** Scrolls as far as needed to see a row. */
  function reveal(index: number): void {
    const element = scroller.current;
    if (element === null) return;
    const top = index * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + ROW > element.scrollTop + element.clientHeight - HEADING) element.scrollTop = top + ROW - element.clientHeight + HEADING;
  }

  return {
    /** Goes on the element that scrolls. */
    place,
    onScroll: ({ currentTarget }: UIEvent) => setFirst(Math.floor(currentTarget.scrollTop / ROW)),
    /** The first that can be seen, and how many can. */
    first,
    fit,
    /** From here on, and up to here without it, they are drawn. */
    start: Math.max(0, Math.min(first, count - fit) - BEYOND),
    end: Math.min(count, first + fit + BEYOND),
    reveal,
  };
}
