import { countdown } from './relative.ts';
import { useNow } from './use-now.ts';

/** Minutes and seconds that are left. Not read aloud each second. */
export function Countdown({ until }: { readonly until: number }) {
  return (
    <time className="countdown" dateTime={new Date(until).toISOString()}>
      {countdown(until, useNow(1000))}
    </time>
  );
}
