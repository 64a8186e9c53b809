import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { giveBackWhenQuiet } from '../shared/give-back.ts';

/** Percent of what is alive after a collection, until the next one begins. */
const GROWTH = 50;
/** Percent of V8's first limit, a quarter of a gigabyte, at which the first collection begins: less than a started broker holds. */
const FIRST = 4;
const NO_TRIGGER = '--incremental-marking-soft-trigger=0';
/**
 * What the compiler Maglev needed for a function goes as soon as the function is compiled. V8 leaves it to a thread in the background, which
 * on a busy computer comes last: 32 MiB wait for it then where 8 are enough, and malloc gives the system none of them back.
 */
const CLEAR_AT_ONCE = '--no-maglev-destroy-on-background';
/**
 * Bytes of the young generation, both halves, at which it stops growing. V8 doubles it, so it ends with 16 MiB, enough for little of a call of
 * ten callers' to outlive a collection. One turn of the loop that makes very much can take it past that.
 */
const YOUNG = 12 * 1_048_576;
let kept = false;

/**
 * Keeps the main thread's heap near what is alive in it. V8 would let it grow by some 200 MiB before it looks for the first
 * time, which suits a server that owns its machine and not a program in the tray. Called once everything is started.
 * The workers have limits of their own. V8 reads these flags each time it acts on them, so they may be set while the program runs.
 */
export function keepHeapSmall(): void {
  if (kept) return;
  kept = true;
  setFlagsFromString(CLEAR_AT_ONCE);
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  // From the first collection on V8 reckons with what is alive; the trigger would then come again and again.
  const first = new PerformanceObserver((list) => {
    if (!list.getEntries().some((entry) => isMajor(entry))) return;
    setFlagsFromString(NO_TRIGGER);
    first.disconnect();
  });
  first.observe({ entryTypes: ['gc'] });
  setFlagsFromString(`--incremental-marking-soft-trigger=${FIRST}`);
  limitYoung();
  giveBackWhenQuiet(limitYoung);
}

/** What is given back takes the young generation with it: it may grow again, as far as it needs to and no farther. */
function limitYoung(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
  growing.observe({ entryTypes: ['gc'] });
  stopWhereItIsEnough();
}

const growing = new PerformanceObserver(stopWhereItIsEnough);

function stopWhereItIsEnough(): void {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (young !== undefined && young.space_size < YOUNG) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  growing.disconnect();
}

function isMajor(entry: object): boolean {
  const detail = 'detail' in entry ? entry.detail : null;
  return typeof detail === 'object' && detail !== null && 'kind' in detail && detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}
