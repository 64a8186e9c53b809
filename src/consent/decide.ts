/** The person's answer: intersected with what was asked, durable before anyone hears of it, and given once. */
import { redirectDestination } from '../shared/destination.ts';
import { impliedBy, type Scope, writeScopes } from '../shared/scopes.ts';
import type { Grant } from '../store/auth-store.ts';
import { answerTo } from './answer-to.ts';
import { askerOfEntry, type DeskContext } from './context.ts';
import type { AuthorizationRequest, ConsentDesk, DecidedBy, DecideOutcome, Decision } from './desk.ts';
import { durationsFor } from './durations.ts';
import { type Entry, stageOf } from './entry.ts';
import { grantedScopes, isOffered, makeGrant } from './make-grant.ts';

type Deps = {
  /** One call that the person allows; false when its connection has ended meanwhile. */
  readonly allowCall: (entry: Entry, by: DecidedBy) => boolean;
  /** One call that the person does not want. */
  readonly denyCall: (entry: Entry) => void;
  /** A widening that the person does not want. */
  readonly denyWidening: (grant: Grant, asked: readonly Scope[]) => void;
  /** The person did not ask for it: whoever asked is held. */
  readonly holdNotAsked: (entry: Entry) => Promise<void>;
  /** Ends what else waits of somebody who was just held. */
  readonly dropRest: (entry: Entry) => Promise<void>;
};

export function createDecide(context: DeskContext, { allowCall, denyCall, denyWidening, holdNotAsked, dropRest }: Deps): ConsentDesk['decide'] {
  const { store, activity, attention, clock, lifetimes, queue } = context;

  return async (id, decision, by) => {
    const entry = queue.get(id);
    if (entry === undefined || entry.deciding) return 'gone';
    if (decision.answer === 'allow') {
      // After a sleep of the computer the answer can be here before the tick that ends the request.
      if (entry.expiresAt <= clock.now()) return 'gone';
      if (stageOf(entry) === 'announced') return 'announced';
      // A test profile that answers by itself was shown nothing.
      const wasShown = entry.grant === null && by !== context.auto?.by;
      if (wasShown && !isOffered(decision, durationsFor(entry, context.usualDuration()), context.compartments.list())) return 'not-offered';
    }
    entry.deciding = true;
    try {
      const outcome = decision.answer === 'allow' ? await allow(entry, decision, by) : await deny(entry, decision.notAsked, by);
      if (outcome === 'decided' || outcome === 'refused') queue.remove(entry);
      if (decision.answer === 'deny' && decision.notAsked) await dropRest(entry);
      return outcome;
    } finally {
      entry.deciding = false;
      if (queue.get(id) !== undefined) context.changed();
    }
  };

  async function allow(entry: Entry, decision: Extract<Decision, { answer: 'allow' }>, by: DecidedBy): Promise<DecideOutcome> {
    const { request, client } = entry;
    if (entry.call !== null) {
      if (!allowCall(entry, by)) return 'refused';
      attention.allowed(askerOfEntry(entry));
      return 'decided';
    }
    const chosen = grantedScopes(entry.asked, decision.scopes);
    if (chosen.length === 0) return 'nothing-granted';
    if (request !== null && by !== context.auto?.by) {
      const changed = await listenerChanged(entry, request, by);
      if (entry.evidence.refused) return refuse(entry, request);
      if (changed) return 'changed';
    }
    const now = clock.now();
    const grant = grantFor(entry, decision, chosen, by, now);
    const stored =
      request === null ? await store.grants.setScopes(grant.id, grant.scopes) : await store.answers.allow(answer(entry, request, grant), grant, client);
    if (!stored) return refuse(entry, request);
    context.onGranted(grant);
    attention.allowed(askerOfEntry(entry));
    activity.record({ kind: 'request.allowed', clientId: client.id, requestId: entry.id, grantId: grant.id, scope: writeScopes(grant.scopes), by });
    return 'decided';
  }

  function grantFor(entry: Entry, decision: Extract<Decision, { answer: 'allow' }>, chosen: readonly Scope[], by: DecidedBy, now: number): Grant {
    if (entry.grant === null) return makeGrant({ clientId: entry.client.id, scopes: chosen, evidence: evidenceOf(entry) }, decision, by, now, context.random);
    return { ...entry.grant, scopes: impliedBy([...entry.grant.scopes, ...chosen]) };
  }

  async function refuse(entry: Entry, request: AuthorizationRequest | null): Promise<DecideOutcome> {
    if (request !== null) await store.answers.refuse({ ...answer(entry, request, null), outcome: 'denied' });
    return 'refused';
  }

  /** Ruling 11: the program behind the port may be another one by now than the person was shown. */
  async function listenerChanged(entry: Entry, request: AuthorizationRequest, by: DecidedBy): Promise<boolean> {
    // Where the answer is given on a screen that follows every look, the last one is what was shown.
    const shown = by === context.promptedBy || by === 'window' ? entry.evidence.fingerprint : entry.fingerprint;
    entry.evidence = await context.evidence(request);
    entry.fingerprint = entry.evidence.fingerprint;
    return entry.fingerprint !== shown;
  }

  async function deny(entry: Entry, notAsked: boolean, by: DecidedBy): Promise<DecideOutcome> {
    // The block and the hold come before the answer: a client that is told "denied" must not find the door open once more.
    if (notAsked) await holdNotAsked(entry);
    if (entry.call !== null) denyCall(entry);
    else if (entry.grant !== null) denyWidening(entry.grant, entry.asked);
    if (entry.request !== null) await store.answers.refuse({ ...answer(entry, entry.request, null), outcome: 'denied' });
    attention.turnedDown(askerOfEntry(entry));
    activity.record({ kind: 'request.denied', clientId: entry.client.id, requestId: entry.id, by });
    return 'decided';
  }

  function answer(entry: Entry, request: AuthorizationRequest, grant: Grant | null) {
    return answerTo(entry, request, 'allowed', grant, clock.now(), lifetimes.most);
  }
}

/** In words, as they were on the screen; they outlive the program. */
function evidenceOf({ request, evidence }: Entry): readonly string[] {
  const goes = request === null ? [] : [`The answer went to ${redirectDestination(request.redirectUri)}`];
  return [...goes, ...evidence.facts, ...evidence.warnings];
}
