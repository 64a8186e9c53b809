import { compareTexts } from './compare-texts.ts';

type Counted = { readonly value: string; readonly count: number };

/** The first few by count, of equals in the order of SQLite, however many are offered: the others are not kept. */
export function createMostUsed(limit: number) {
  const best: Counted[] = [];
  return {
    best: best as readonly Counted[],
    offer(counted: Counted): void {
      const last = best[limit - 1];
      if (last !== undefined && !comesBefore(counted, last)) return;
      const at = best.findIndex((each) => comesBefore(counted, each));
      best.splice(at < 0 ? best.length : at, 0, counted);
      if (best.length > limit) best.pop();
    },
  };
}

function comesBefore(left: Counted, right: Counted): boolean {
  if (left.count !== right.count) return left.count > right.count;
  return compareTexts(left.value, right.value) < 0;
}
