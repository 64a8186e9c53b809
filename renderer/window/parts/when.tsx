import { relative } from './relative.ts';
import { useNow } from './use-now.ts';

/** Milliseconds. No unit below a minute is ever shown. */
const EVERY = 30_000;

/** The person's own way to write a time. */
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** A time as a person says it, the exact one on hover. @param at milliseconds since the epoch; null: `otherwise` is said */
export function When({ at, otherwise = 'never' }: { readonly at: number | null; readonly otherwise?: string }) {
  const now = useNow(EVERY);
  if (at === null) return otherwise;
  return (
    <time dateTime={new Date(at).toISOString()} title={exact.format(at)}>
      {relative(at, now)}
    </time>
  );
}
