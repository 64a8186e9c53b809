/** One request at the desk. */
import type { Scope } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';
import type { Client, Grant } from '../store/auth-store.ts';
import type { AuthorizationRequest, CallQuestion } from './desk.ts';
import type { Evidence } from './gather-evidence.ts';

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
  /** The grant to widen, or the one that a call was made on. */
  grant: Grant | null;
  /** Asks for this one call and for no permission. */
  readonly call: CallQuestion | null;
  asked: readonly Scope[];
  evidence: Evidence;
  /** That of the evidence it came with. Later looks go on the prompt's screen, but nobody who answers elsewhere has seen them. */
  fingerprint: string;
  /** When its evidence was last asked for. */
  lookedAt: number;
  expiresAt: number;
  /** When the person first had it in front of them as it is now. */
  shownAt: number | null;
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
