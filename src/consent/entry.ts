/** One request at the desk, and what the person sees of it. */
import { isRemoteRedirect, redirectDestination } from '../shared/destination.ts';
import { SCOPES, type Scope } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';
import type { Client, Grant } from '../store/auth-store.ts';
import type { AuthorizationRequest, Evidence } from './desk.ts';

export type Entry = {
  readonly id: string;
  /** Shown to the person here and in the browser. */
  readonly code: string;
  readonly client: Client;
  readonly arrivedAt: number;
  /** null while announced, and for a widening that its client has not asked for itself. */
  request: AuthorizationRequest | null;
  /** Secret of the waiting page; lives as long as the entry. */
  handle: string | null;
  /** The grant to widen. */
  grant: Grant | null;
  asked: readonly Scope[];
  evidence: Evidence;
  expiresAt: number;
  /** Not shown to the person before this. */
  visibleFrom: number;
  polls: number;
  lastPollAt: number;
  deciding: boolean;
  /** The person asked for more time, once (WCAG 2.2.1). */
  extended: boolean;
};

export function stageOf(entry: Entry): RequestView['stage'] {
  return entry.request === null && entry.grant === null ? 'announced' : 'asking';
}

export type ViewFacts = {
  readonly known: boolean;
  readonly compartments: readonly string[];
  /** About its name and its address, beside those of the evidence. */
  readonly warnings: readonly string[];
};

/** @param facts what the desk knows beside the entry */
export function viewOf(entry: Entry, { known, compartments, warnings }: ViewFacts): RequestView {
  const redirectUri = entry.request?.redirectUri ?? null;
  return {
    id: entry.id,
    code: entry.code,
    stage: stageOf(entry),
    kind: entry.grant === null ? 'connection' : 'widening',
    client: { id: entry.client.id, name: entry.client.label ?? entry.client.name },
    known,
    answerGoesTo: redirectUri === null ? null : redirectDestination(redirectUri),
    remote: redirectUri !== null && isRemoteRedirect(redirectUri),
    permissions: SCOPES.filter(({ scope }) => entry.asked.includes(scope)).map(({ scope, sentence, preTicked }) => ({
      scope,
      sentence,
      ticked: preTicked,
    })),
    facts: [...redirectFacts(redirectUri), ...entry.evidence.facts],
    changes: entry.client.changes,
    warnings: [...warnings, ...entry.evidence.warnings],
    compartments,
    arrivedAt: entry.arrivedAt,
    expiresAt: entry.expiresAt,
  };
}

/** OAuth 2.1 §8.4.2: a name can be made to mean another address; the address cannot. */
function redirectFacts(redirectUri: string | null): readonly string[] {
  return redirectUri !== null && /^http:\/\/localhost[:/]/.test(redirectUri)
    ? ['The answer goes to the name “localhost”; the address 127.0.0.1 would be safer']
    : [];
}
