/** From the person's decision to the grant: exactly what was on screen, nothing inherited (ruling 10). */
import type { Random } from '../shared/edge.ts';
import { makeId } from '../shared/make-id.ts';
import { impliedBy, orderScopes, type Scope } from '../shared/scopes.ts';
import type { CompartmentView, DurationLine } from '../shared/views.ts';
import type { Grant } from '../store/auth-store.ts';
import type { DecidedBy, Decision, Duration } from './desk.ts';

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Duration, number | null>> = { once: HOUR, '30d': 30 * 24 * HOUR, always: null };

type Allow = Extract<Decision, { answer: 'allow' }>;

/** What was both asked and chosen; choosing a wider permission chooses those it includes. */
export function grantedScopes(asked: readonly Scope[], chosen: readonly Scope[]): readonly Scope[] {
  const implied = impliedBy(chosen);
  return orderScopes(asked.filter((scope) => implied.includes(scope)));
}

/** Whether duration and compartment were on screen; a page that answers could send anything. */
export function isOffered(allow: Allow, durations: readonly DurationLine[], compartments: readonly CompartmentView[]): boolean {
  return durations.some(({ duration }) => duration === allow.for) && compartments.some(({ id }) => id === allow.compartment);
}

/**
 * @param evidence what the person could see of the program
 * @param now milliseconds since the epoch; the end counts from here
 */
export function makeGrant(
  { clientId, scopes, evidence }: Pick<Grant, 'clientId' | 'scopes' | 'evidence'>,
  allow: Allow,
  by: DecidedBy,
  now: number,
  random: Random,
): Grant {
  const length = LENGTHS[allow.for];
  return {
    id: makeId(random, now, 'gr_'),
    clientId,
    scopes,
    compartment: allow.compartment,
    allowedAt: now,
    allowedBy: by,
    endsAt: length === null ? null : now + length,
    endedAt: null,
    endReason: null,
    lastUsedAt: null,
    evidence,
  };
}
