/**
 * What the authorization server keeps, as a port. Records hold hashes of secrets only (ruling 17); times are
 * milliseconds since the epoch. Every method that decides something ("is this code still unused?") decides and writes
 * in one atomic statement, and its promise resolves after the commit is durable.
 */
import type { ActivityStore } from '../activity/activity-store.ts';
import type { Scope } from '../shared/scopes.ts';
import type { SeenClient } from './as-seen.ts';

export type ClientState = 'pending' | 'approved' | 'paused' | 'blocked';

/** A registered program (RFC 7591), or one that names itself by a URL (ruling 6). */
export type Client = {
  /** `gh_…` for a registration, the https URL for a metadata document. */
  readonly id: string;
  readonly state: ClientState;
  /** `client_name`, cleaned of control and bidirectional characters. A claim, never proof. */
  readonly name: string | null;
  readonly redirectUris: readonly string[];
  readonly grantTypes: readonly string[];
  readonly tokenEndpointAuthMethod: 'none' | 'client_secret_post' | 'client_secret_basic';
  readonly secretHash: string | null;
  /** RFC 7592 registration access token. */
  readonly registrationTokenHash: string | null;
  /** `scope` as it registered: the most that a request asks for which names nothing. null: it said nothing of it. */
  readonly registeredScopes: readonly Scope[] | null;
  /** The widest the client may ever ask for, set by the person and never by the client; null is no ceiling. */
  readonly scopeCeiling: readonly Scope[] | null;
  /** Further RFC 7591 members, echoed and never fetched. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Same program, name and redirects share one row in the window (ruling 7); they share no approval. */
  readonly rowKey: string;
  /** What the kernel said about the program that registered, as shown to the person; null where unknown. */
  readonly program: ProgramFacts | null;
  readonly registeredAt: number;
  readonly approvedAt: number | null;
  readonly lastUsedAt: number | null;
  /** The person's own label. */
  readonly label: string | null;
  /** In words, what it changed about itself since the person last allowed it. */
  readonly changes: readonly string[];
  /** When its metadata document was read, of which this record is the copy; null for a registration. */
  readonly documentAt: number | null;
};

/** What a client may change about itself (RFC 7592 §2.2, or its metadata document). */
export type ClientChange = Pick<Client, 'id' | 'name' | 'redirectUris' | 'grantTypes' | 'registeredScopes' | 'metadata' | 'rowKey' | 'changes' | 'documentAt'>;

/** Facts from the kernel (`path`, `uid`) and claims a process makes about itself (the rest). */
export type ProgramFacts = {
  readonly pid: number;
  readonly path: string | null;
  readonly uid: number | null;
  readonly name: string | null;
  readonly parents: readonly string[];
};

export type GrantEnd = 'disconnected' | 'expired' | 'refresh-reuse' | 'client-deleted' | 'client-changed' | 'never-used' | 'idle';

/** One Allow of the person: exactly what was on screen (ruling 10). */
export type Grant = {
  readonly id: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  readonly compartment: string;
  readonly allowedAt: number;
  /** How the answer came: popup, terminal question, command, or the test profile's own. */
  readonly allowedBy: 'popup' | 'window' | 'terminal' | 'command' | 'test-profile';
  /** null lasts until disconnected. */
  readonly endsAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: GrantEnd | null;
  readonly lastUsedAt: number | null;
  /** What was seen of the program when the person said yes, in the words of the prompt. Empty for a key. */
  readonly evidence: readonly string[];
};

/** One refresh-token family and the access tokens it issued. */
export type Session = {
  readonly id: string;
  readonly grantId: string;
  readonly clientId: string;
  readonly startedAt: number;
  readonly lastUsedAt: number;
  readonly renewals: number;
  readonly endedAt: number | null;
  readonly endReason: 'ended' | 'grant-ended' | 'refresh-reuse' | 'code-reuse' | 'revoked' | null;
};

/** The person's answer to an authorization request, kept until the browser has fetched it (ruling 33). */
export type Answer = {
  readonly handleHash: string;
  readonly clientId: string;
  readonly outcome: 'allowed' | 'denied' | 'unanswered' | 'withdrawn' | 'refused';
  readonly grantId: string | null;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly issuer: string;
  readonly codeChallenge: string;
  readonly resource: string;
  readonly scopes: readonly Scope[];
  readonly answeredAt: number;
  /** After this the browser gets nothing any more. */
  readonly expiresAt: number;
};

export type AuthorizationCode = {
  readonly hash: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly resource: string;
  readonly scopes: readonly Scope[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  /** The session its redemption started. */
  readonly sessionId: string | null;
};

export type RefreshToken = {
  readonly hash: string;
  readonly sessionId: string;
  readonly grantId: string;
  readonly clientId: string;
  readonly resource: string;
  readonly issuedAt: number;
  readonly usedAt: number | null;
  readonly successorHash: string | null;
};

/** An access token as the window lists it; the token itself is never kept. */
export type AccessTokenRecord = {
  readonly jti: string;
  readonly sessionId: string;
  readonly scopes: readonly Scope[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
};

/** A key for scripts; its client and grant are rows like any other's. */
export type ApiKey = {
  readonly hash: string;
  /** Names the key in answers and logs. */
  readonly id: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly createdAt: number;
};

export type Redemption =
  | { readonly outcome: 'redeemed' }
  /** Used before: the session that the first use started. */
  | { readonly outcome: 'spent'; readonly sessionId: string | null }
  /** Unknown, expired, or its grant has ended. */
  | { readonly outcome: 'void' };

export type Rotation =
  | { readonly outcome: 'rotated' }
  /** The direct predecessor again within the grace: the successor as it was sealed (ruling 16). */
  | { readonly outcome: 'repeated'; readonly sealedSuccessor: string; readonly successorHash: string }
  /** Used before and beyond the grace: the family has been ended in the same statement. */
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'void' };

export type AuthStore = {
  readonly clients: {
    register(client: Client): Promise<void>;
    find(id: string): Promise<Client | null>;
    list(): Promise<Client[]>;
    /** The paused and the blocked ones. */
    held(): Promise<Pick<Client, 'id' | 'state'>[]>;
    /**
     * With `askAgain` an approved client is pending again and its grants end, in the same statement.
     * @returns false when there is no such client
     */
    change(change: ClientChange, askAgain: boolean, now: number): Promise<boolean>;
    /** Forgets a registration access token, whosever it is. */
    dropRegistrationToken(hash: string): Promise<void>;
    /** `approved` takes a hold away; who was never allowed as it is now is pending then. */
    setState(ids: readonly string[], state: ClientState): Promise<void>;
    /** @param label the person's own name for it; null takes it away */
    setLabel(ids: readonly string[], label: string | null): Promise<void>;
    /** Ends its grants with reason `client-deleted` and removes the registration. @returns whether it was there */
    remove(id: string, now: number): Promise<boolean>;
    /** Removes never-approved clients registered before `olderThan`, then the oldest beyond `keep`; spares those named. */
    evictNeverApproved(policy: { olderThan: number; keep: number; spare: readonly string[] }): Promise<string[]>;
    /** Coarse "last used" marks; losing the latest on a crash is harmless, so it need not wait for a commit of its own. */
    touch(id: string, now: number): Promise<void>;
  };
  readonly answers: {
    /**
     * An Allow: creates the grant, or gives an existing one of that id these scopes (a widening); approves the client and
     * keeps the answer, all or nothing.
     * @param seen the client as the person saw it
     * @returns false, with nothing changed, when the client is gone, paused, blocked or no longer what was seen, or the
     *   grant to widen has ended
     */
    allow(answer: Answer, grant: Grant, seen: SeenClient): Promise<boolean>;
    /** Any other answer. */
    refuse(answer: Answer): Promise<void>;
    find(handleHash: string): Promise<Answer | null>;
    /**
     * Hands the answer out exactly once. For an Allow the code comes into being in the same statement, so a browser
     * that was slow, or a broker that was killed in between, still gets one fresh code.
     * @returns the answer, or null when it was fetched before, has expired or never was
     */
    deliver(handleHash: string, now: number, code: { hash: string; expiresAt: number }): Promise<Answer | null>;
  };
  readonly grants: {
    find(id: string): Promise<Grant | null>;
    /** Those that have not ended; `endsAt` may have passed. */
    live(): Promise<Grant[]>;
    /** All that have not ended, and the newest of the others. */
    list(filter?: { clientId?: string }): Promise<Grant[]>;
    /** Ends them and their sessions. @returns ids that were live before */
    end(ids: readonly string[], reason: GrantEnd, now: number): Promise<string[]>;
    /** Exactly these scopes from now on. @returns false when the grant has ended */
    setScopes(id: string, scopes: readonly Scope[]): Promise<boolean>;
    touch(id: string, now: number): Promise<void>;
  };
  readonly codes: {
    find(hash: string): Promise<AuthorizationCode | null>;
    /** Whether a code of this client was issued for this PKCE challenge, as far back as codes are remembered. */
    isChallengeSpent(clientId: string, challenge: string): Promise<boolean>;
    /** One atomic use: starts the session, keeps the first refresh token and notes the access token. */
    redeem(use: {
      codeHash: string;
      now: number;
      sessionId: string;
      refreshTokenHash: string | null;
      accessToken: Omit<AccessTokenRecord, 'revokedAt' | 'sessionId'>;
    }): Promise<Redemption>;
  };
  readonly refreshTokens: {
    find(hash: string): Promise<RefreshToken | null>;
    /** One atomic rotation; see `Rotation`. A successor's first use erases its sealed copy. */
    rotate(use: {
      presentedHash: string;
      now: number;
      /** Milliseconds in which the direct predecessor may repeat. */
      grace: number;
      successorHash: string;
      /** The successor, encrypted under a key that only the holder of the presented token can derive. */
      sealedSuccessor: string;
      accessToken: Omit<AccessTokenRecord, 'revokedAt' | 'sessionId'>;
    }): Promise<Rotation>;
    /** Notes the further access token that a repeat within the grace received. */
    noteAccessToken(sessionId: string, accessToken: Omit<AccessTokenRecord, 'revokedAt' | 'sessionId'>): Promise<void>;
  };
  readonly sessions: {
    find(id: string): Promise<Session | null>;
    list(filter?: { grantId?: string; clientId?: string }): Promise<Session[]>;
    /** @returns ids that were live before */
    end(ids: readonly string[], reason: NonNullable<Session['endReason']>, now: number): Promise<string[]>;
    /** Ids of ended sessions that may still have unexpired access tokens, to refuse them after a restart. */
    endedWithLiveTokens(now: number): Promise<string[]>;
  };
  readonly accessTokens: {
    list(filter: { sessionId?: string; now: number }): Promise<AccessTokenRecord[]>;
    revoke(jti: string, now: number): Promise<void>;
    /** Revoked ones that have not expired, to refuse them after a restart. */
    revoked(now: number): Promise<string[]>;
  };
  readonly apiKeys: {
    /** Client, grant and key at once, or nothing. */
    create(client: Client, grant: Grant, key: ApiKey): Promise<void>;
    find(hash: string): Promise<ApiKey | null>;
  };
  readonly activity: ActivityStore;
  /** Small durable facts about the broker itself, such as `locked`. */
  readonly facts: {
    get(name: string): Promise<string | null>;
    set(name: string, value: string | null): Promise<void>;
  };
  /**
   * Removes what has ended and no longer matters: codes, answers, access tokens, sessions with their refresh tokens, and
   * sealed successors.
   * @param grace milliseconds in which the direct predecessor of a refresh token may repeat
   */
  sweep(now: number, grace: number): Promise<void>;
  /** Waits for everything queued, then lets go of the files. */
  close(): Promise<void>;
};
