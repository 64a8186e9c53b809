import type { Clock } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';

const MINUTE = 60_000;

type Deps = { readonly grants: AuthStore['grants']; readonly clock: Clock; readonly onFault: (error: unknown) => void };

/**
 * "Last used" to the minute: a write per request would be a price nobody wants to pay for it.
 * @returns a function for every request that was let in
 */
export function createMarkUsed({ grants, clock, onFault }: Deps): (grantId: string) => void {
  const usedAt = new Map<string, number>();
  return (grantId) => {
    const now = clock.now();
    if (now - (usedAt.get(grantId) ?? 0) < MINUTE) return;
    usedAt.set(grantId, now);
    grants.touch(grantId, now).catch(onFault);
  };
}
