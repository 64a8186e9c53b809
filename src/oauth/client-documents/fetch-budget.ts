/**
 * How many documents may be fetched, and how many clients may become known by one: a flood of invented ids must neither
 * make this computer knock on strangers' doors nor push out the programs that have just registered.
 */
import type { Clock } from '../../shared/edge.ts';

export type FetchLimits = { readonly perMinute: number; readonly perHost: number };

export const FETCH_LIMITS: FetchLimits = { perMinute: 10, perHost: 2 };

const MINUTE = 60_000;

/** @param limits null counts nothing: a test profile. @returns whether there is room for one more, which is counted then */
export function createFetchBudget(limits: FetchLimits | null, clock: Clock): (host: string) => boolean {
  let fetches: readonly { readonly at: number; readonly host: string }[] = [];
  return (host) => {
    if (limits === null) return true;
    fetches = fetches.filter(({ at }) => clock.now() - at < MINUTE);
    if (fetches.length >= limits.perMinute || fetches.filter((fetch) => fetch.host === host).length >= limits.perHost) return false;
    fetches = [...fetches, { at: clock.now(), host }];
    return true;
  };
}
