/** Everything that can appear in the activity log. One union, so that a reader knows them all and a writer cannot invent one. */

/** Why a request was refused; the machine-readable half of "what happened". */
export type RefusalReason =
  | 'no_token'
  | 'malformed'
  | 'sig_bad'
  | 'kid_unknown'
  | 'typ_wrong'
  | 'aud_mismatch'
  | 'iss_mismatch'
  | 'expired'
  /** Issued later than now: the clock was set back. */
  | 'from_future'
  | 'revoked'
  | 'grant_ended'
  | 'client_unknown'
  | 'client_pending'
  | 'client_paused'
  | 'client_blocked'
  | 'locked'
  | 'needs_person'
  | 'scope_missing'
  | 'client_document'
  | 'client_auth_failed'
  /** The token is another client's. */
  | 'client_mismatch'
  | 'grant_invalid'
  | 'verifier_wrong'
  | 'redirect_mismatch'
  | 'pkce_missing'
  | 'request_invalid'
  | 'busy'
  | 'cooling_down'
  | 'blocked'
  | 'other_user'
  | 'rate_limited'
  | 'host_refused'
  | 'origin_refused';

export type ActivityEvent =
  | { readonly kind: 'broker.started'; readonly host: 'desktop' | 'headless'; readonly version: string }
  | { readonly kind: 'broker.stopped' }
  | { readonly kind: 'broker.locked' }
  | { readonly kind: 'broker.unlocked' }
  /** A link to the window was made; who opens it can do what the window can. */
  | { readonly kind: 'window.opened'; readonly by: string }
  | { readonly kind: 'settings.changed'; readonly names: readonly string[]; readonly by: string }
  /** An entry of ours was written into another program's settings, or taken out. */
  | { readonly kind: 'program.connected'; readonly program: string; readonly by: string }
  | { readonly kind: 'program.undone'; readonly program: string; readonly by: string }
  | { readonly kind: 'client.registered'; readonly clientId: string; readonly name: string | null }
  | { readonly kind: 'client.added'; readonly clientId: string; readonly name: string; readonly by: string }
  /** The one request that leaves this computer; `refused` is null when the document came. */
  | { readonly kind: 'document.fetched'; readonly clientId: string; readonly host: string; readonly refused: string | null }
  | { readonly kind: 'client.changed'; readonly clientId: string; readonly changed: readonly string[] }
  | { readonly kind: 'client.paused'; readonly clientId: string }
  | { readonly kind: 'client.resumed'; readonly clientId: string }
  | { readonly kind: 'client.blocked'; readonly clientId: string }
  | { readonly kind: 'client.removed'; readonly clientId: string }
  | { readonly kind: 'request.asked'; readonly clientId: string; readonly requestId: string; readonly scope: string }
  | {
      readonly kind: 'request.allowed';
      readonly clientId: string;
      readonly requestId: string;
      readonly grantId: string;
      readonly scope: string;
      readonly by: string;
    }
  /** One call that needs the person (ruling 22). Its arguments are here as a digest only. */
  | {
      readonly kind: 'call.asked';
      readonly clientId: string;
      readonly requestId: string;
      readonly grantId: string;
      readonly tool: string;
      readonly digest: string;
    }
  | {
      readonly kind: 'call.allowed';
      readonly clientId: string;
      readonly requestId: string;
      readonly grantId: string;
      readonly tool: string;
      readonly digest: string;
      readonly by: string;
    }
  | { readonly kind: 'request.denied'; readonly clientId: string; readonly requestId: string; readonly by: string }
  | { readonly kind: 'request.unanswered'; readonly clientId: string; readonly requestId: string }
  | { readonly kind: 'request.withdrawn'; readonly clientId: string; readonly requestId: string }
  /** Its client or its asker was blocked, disconnected or locked out while it waited. */
  | { readonly kind: 'request.dropped'; readonly clientId: string; readonly requestId: string }
  | { readonly kind: 'quiet.began'; readonly because: 'the person wanted it' | 'too many requests' }
  | { readonly kind: 'quiet.ended' }
  | { readonly kind: 'asker.blocked'; readonly what: 'program' | 'website'; readonly name: string }
  | { readonly kind: 'asker.unblocked'; readonly what: 'program' | 'website'; readonly name: string }
  | { readonly kind: 'grant.ended'; readonly clientId: string; readonly grantId: string; readonly reason: string }
  | { readonly kind: 'grant.changed'; readonly clientId: string; readonly grantId: string; readonly scope: string }
  | { readonly kind: 'session.started'; readonly clientId: string; readonly grantId: string; readonly sessionId: string }
  | { readonly kind: 'session.renewed'; readonly clientId: string; readonly grantId: string; readonly sessionId: string }
  | {
      readonly kind: 'session.ended';
      readonly clientId: string;
      readonly grantId: string;
      readonly sessionId: string;
      readonly reason: string;
    }
  | { readonly kind: 'token.revoked'; readonly clientId: string; readonly jti: string }
  | {
      readonly kind: 'tool.called';
      readonly clientId: string;
      readonly grantId: string;
      readonly tool: string;
      readonly outcome: 'done' | 'failed' | 'refused';
    }
  | { readonly kind: 'refusals.counted'; readonly reason: RefusalReason; readonly program: string | null; readonly count: number; readonly minute: number }
  | { readonly kind: 'activity.pruned'; readonly entries: number }
  | {
      readonly kind: 'key.created';
      readonly clientId: string;
      readonly grantId: string;
      readonly name: string;
      readonly scope: string;
      readonly by: string;
    }
  | { readonly kind: 'compartment.created'; readonly compartment: string; readonly name: string; readonly by: string }
  | { readonly kind: 'compartment.renamed'; readonly compartment: string; readonly name: string; readonly by: string }
  | { readonly kind: 'compartment.removed'; readonly compartment: string; readonly name: string; readonly by: string }
  /** `action` undoes it. */
  | { readonly kind: 'memory.imported'; readonly action: string; readonly program: string; readonly compartment: string; readonly by: string }
  /** `compartment` is null for all of them. */
  | { readonly kind: 'memory.exported'; readonly compartment: string | null; readonly by: string }
  | { readonly kind: 'memory.restored'; readonly by: string }
  | { readonly kind: 'memories.moved'; readonly count: number; readonly from: string; readonly to: string; readonly by: string }
  /** `reads`: names of what its programs may read as well, from now on. */
  | { readonly kind: 'compartment.windows'; readonly compartment: string; readonly name: string; readonly reads: readonly string[]; readonly by: string }
  | { readonly kind: 'key.rotated'; readonly kid: string }
  | {
      readonly kind: 'memory.held';
      readonly clientId: string | null;
      readonly grantId: string | null;
      readonly heldId: string;
      readonly reason: 'secret' | 'instruction';
      /** The rule's name; never what it found. */
      readonly rule: string;
    }
  | { readonly kind: 'memory.released'; readonly clientId: string | null; readonly heldId: string; readonly rule: string; readonly by: string }
  | { readonly kind: 'memory.dropped'; readonly clientId: string | null; readonly heldId: string; readonly rule: string; readonly by: string }
  /** By the person. `clientId`: everything that it wrote; null for single ones. */
  | { readonly kind: 'memories.forgotten'; readonly action: string; readonly count: number; readonly clientId: string | null; readonly by: string }
  /** Out of the bin, for good. */
  | { readonly kind: 'memories.deleted'; readonly count: number; readonly by: string }
  /** `action`: the one that was undone; null for single ones out of the bin. */
  | { readonly kind: 'memories.restored'; readonly action: string | null; readonly count: number; readonly by: string }
  | { readonly kind: 'fault'; readonly id: string; readonly where: string };

export type NewActivity = { readonly at: number; readonly event: ActivityEvent };

export type ActivityEntry = NewActivity & {
  /** 1, 2, 3, … without gaps since the last checkpoint. */
  readonly sequence: number;
  /** HMAC over the previous entry's mac and this entry (ruling 27). */
  readonly mac: string;
};

export type ActivityFilter = {
  readonly limit: number;
  /** Only entries before this sequence number, for paging. */
  readonly before?: number | undefined;
  /** Of this one, or of any of these. */
  readonly clientId?: string | readonly string[] | undefined;
  readonly kind?: ActivityEvent['kind'] | readonly ActivityEvent['kind'][] | undefined;
};

export type ActivityVerdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: number };
