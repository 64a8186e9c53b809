import type { OpenedBy } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import { createFetchBudget, type FetchLimits } from './fetch-budget.ts';

/** As many as the desk asks about at most; each would be a record all the same. */
const OF_WEBSITES: FetchLimits = { perMinute: 2, perHost: 2 };

/**
 * What websites open has a budget of its own: a page must not be able to use up that of programs (ruling 12).
 * @param limits those of programs; null counts nothing: a test profile
 * @returns whether one more client of this host may become known, which is counted then
 */
export function createNewClientBudget(limits: FetchLimits | null, clock: Clock): (host: string, openedBy: OpenedBy) => boolean {
  const ofPrograms = createFetchBudget(limits, clock);
  const ofWebsites = createFetchBudget(limits === null ? null : OF_WEBSITES, clock);
  return (host, openedBy) => (openedBy === 'website' ? ofWebsites(host) : ofPrograms(host));
}
