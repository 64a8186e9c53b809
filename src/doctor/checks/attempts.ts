/** Where programs stopped on their way in, one check for each reason. Only those that did not come in later. */

import type { AttemptProblem, AttemptWithRemedy } from '../../shared/attempt-views.ts';
import { quotedName } from '../../shared/plain-text.ts';
import type { Check, Facts } from '../facts.ts';

/** Milliseconds. What stopped longer ago has been noticed, or given up. */
const RECENT = 24 * 3_600_000;

export function stoppedBy(problems: readonly AttemptProblem[], check: string, what: (who: string, attempt: AttemptWithRemedy) => string): Check {
  return (facts) =>
    recent(facts)
      .filter(({ stopped }) => stopped !== null && problems.includes(stopped.problem))
      .map((attempt) => ({
        check,
        what: what(whoOf(attempt), attempt),
        why: `${attempt.stopped?.words ?? ''}${attempt.times > 1 ? ` (${attempt.times} times)` : ''}`,
        todo: attempt.remedy ?? 'log in again in that program',
      }));
}

function recent({ attempts, now }: Facts): readonly AttemptWithRemedy[] {
  return attempts.filter(({ resolved, lastAt }) => !resolved && lastAt > now - RECENT);
}

/** Ours for the program that it seems to be; what it calls itself stands in quotes. */
function whoOf({ isKey, program, client, userAgent }: AttemptWithRemedy): string {
  if (isKey) return `The key ${quotedName(client.name)}`;
  const claimed = client.name ?? userAgent;
  if (program !== null) return claimed === null || claimed === program ? program : `${program} (${quotedName(claimed)})`;
  return claimed === null ? 'A program' : `A program that calls itself ${quotedName(claimed)}`;
}
