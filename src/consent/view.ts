/** A request as the person sees it: what we know plainly, what the client says of itself only as a claim. */
import { BRIDGE_RECEIVER } from '../shared/bridge.ts';
import { isRemoteRedirect, redirectDestination } from '../shared/destination.ts';
import { plainText } from '../shared/plain-text.ts';
import { covers, impliedBy, SCOPES, type Scope } from '../shared/scopes.ts';
import type { RequestDetails, RequestView } from '../shared/views.ts';
import { addressWarnings } from './address-warnings.ts';
import type { DeskDeps } from './context.ts';
import { durationsFor } from './durations.ts';
import { type Entry, stageOf } from './entry.ts';
import { nameWarnings } from './name-warnings.ts';
import { proxyWarnings } from './proxy-warnings.ts';

type Deps = Pick<DeskDeps, 'liveGrants' | 'isNameTaken' | 'compartments' | 'testProfile' | 'lifetimes' | 'usualDuration'>;

export function createView({ liveGrants, isNameTaken, compartments, testProfile, lifetimes, usualDuration }: Deps) {
  return (entry: Entry): RequestView => {
    const { client, request, grant, evidence } = entry;
    const redirectUri = request?.redirectUri ?? null;
    const held = liveGrants(client.id).flatMap(({ scopes }) => scopes);
    return {
      id: entry.id,
      code: entry.code,
      stage: stageOf(entry),
      kind: kindOf(entry),
      call: entry.call?.view ?? null,
      test: testProfile,
      client: { id: client.id, name: client.label ?? client.name },
      known: held.length > 0,
      firstSeenAt: client.registeredAt,
      lastAllowedAt: client.approvedAt,
      answerGoesTo: redirectUri === null ? null : redirectDestination(redirectUri),
      remote: redirectUri !== null && isRemoteRedirect(redirectUri),
      permissions: SCOPES.filter(({ scope }) => entry.asked.includes(scope)).map(({ scope, sentence, preTicked, secondGesture }) => ({
        scope,
        sentence,
        ticked: preTicked,
        secondGesture,
      })),
      alreadyAllowed: sentences(grant === null ? [] : impliedBy(grant.scopes)),
      facts: [...redirectFacts(redirectUri), ...evidence.facts],
      changes: client.changes,
      warnings: [
        ...evidence.warnings,
        ...proxyWarnings(request?.issuer ?? null),
        ...addressWarnings(client, redirectUri),
        ...nameWarnings(client.name, (bare) => isNameTaken(bare, client)),
        ...(grant === null ? moreThanBefore(entry.asked, held) : []),
      ],
      compartments: grant === null ? compartments.list() : [compartments.view(grant.compartment)],
      durations: durationsFor(entry, usualDuration()),
      details: detailsOf(entry),
      arrivedAt: entry.arrivedAt,
      expiresAt: entry.expiresAt,
      mayExtend: mayExtend(entry, lifetimes.most),
    };
  };
}

function kindOf({ grant, call }: Entry): RequestView['kind'] {
  if (call !== null) return 'call';
  return grant === null ? 'connection' : 'widening';
}

/** OAuth 2.1 §8.4.2: a name can be made to mean another address; the address cannot. */
function redirectFacts(redirectUri: string | null): readonly string[] {
  return redirectUri !== null && /^http:\/\/localhost[:/]/.test(redirectUri)
    ? ['The answer goes to the name “localhost”; the address 127.0.0.1 would be safer']
    : [];
}

/** Once, for what can be answered, and only where it makes a difference. */
export function mayExtend(entry: Entry, most: number): boolean {
  return stageOf(entry) === 'asking' && entry.shownAt !== null && !entry.extended && entry.expiresAt < entry.arrivedAt + most;
}

function moreThanBefore(asked: readonly Scope[], held: readonly Scope[]): readonly string[] {
  const more = held.length === 0 ? [] : asked.filter((scope) => !covers(held, scope));
  return more.length === 0 ? [] : [`It asks for more than before: ${sentences(more).join(', ')}`];
}

function sentences(scopes: readonly Scope[]): readonly string[] {
  return SCOPES.filter(({ scope }) => scopes.includes(scope)).map(({ sentence }) => sentence);
}

function detailsOf({ client, request }: Entry): RequestDetails {
  const software = [client.metadata.software_id, client.metadata.software_version].filter((text) => typeof text === 'string');
  return {
    // No browser is behind a bridge, and its answer goes nowhere else.
    redirectUri: request === null || request.redirectUri === BRIDGE_RECEIVER ? null : request.redirectUri,
    resource: request?.resource ?? null,
    registeredBy: client.program?.path === undefined || client.program.path === null ? null : plainText(client.program.path),
    software: software.length === 0 ? null : plainText(software.join(' ')).slice(0, LONGEST_SOFTWARE),
  };
}

const LONGEST_SOFTWARE = 80;
