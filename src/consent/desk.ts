/** The desk where requests wait for a person: its types. `create-desk.ts` holds the behaviour. */
import type { Scope } from '../shared/scopes.ts';
import type { CallView, DurationLine, RequestView } from '../shared/views.ts';
import type { Client, Grant } from '../store/auth-store.ts';
import type { Owner } from './evidence/process-table.ts';

/** How long an Allow holds: one hour, thirty days from the Allow, or until disconnected (ruling 10). */
export type Duration = DurationLine['duration'];

export type Decision =
  | {
      readonly answer: 'allow';
      readonly scopes: readonly Scope[];
      readonly for: Duration;
      readonly compartment: string;
    }
  | { readonly answer: 'deny'; readonly notAsked: boolean };

/** Where a decision came from; written into the grant and the activity log. */
export type DecidedBy = 'popup' | 'window' | 'terminal' | 'command' | 'test-profile';

/** What the browser told us about how the authorization request was opened (`Sec-Fetch-Site`). */
export type OpenedBy = 'program' | 'website' | 'unknown';

/** How the authorization request came to be opened. */
export type Opening = {
  readonly openedBy: OpenedBy;
  /** Origin of the website that opened it, empty when it did not say; null when a program did. */
  readonly website: string | null;
  /** Whose the program is that opened it; absent where the connection does not tell, behind a proxy. */
  readonly opener?: LookAtOpener | undefined;
};
export type LookAtOpener = () => Promise<Owner>;

/** A checked authorization request (every rule of `oauth/authorize` has passed). */
export type AuthorizationRequest = Opening & {
  readonly client: Client;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly codeChallenge: string;
  readonly resource: string;
  readonly issuer: string;
  readonly scopes: readonly Scope[];
};

/** One call of a tool that needs the person's own yes, and nothing but this call (ruling 22). */
export type CallQuestion = {
  readonly tool: string;
  /** SHA-256 over the tool's name and its arguments: the Allow is for these and no others. */
  readonly digest: string;
  /** Ids of what it would change now. What the person was not shown, they did not allow. */
  readonly subjects: readonly string[];
  readonly view: CallView;
};

/** `asking`: the person has it before them, or will. `denied`: they said no to exactly this. `refused`: they cannot be asked now. */
export type CallAsked = 'asking' | 'denied' | 'refused';

/** What waits under a handle, as the waiting page sees it. */
export type Waiting = {
  readonly code: string;
  readonly clientName: string | null;
  readonly expiresAt: number;
  /** Nothing pops up at the moment: the person has to open the request. */
  readonly hidden: boolean;
};

/** Refusals of the desk that the person never sees as a prompt. */
export type DeskRefusal = 'busy' | 'cooling_down' | 'blocked' | 'other_user' | 'client_blocked' | 'client_paused' | 'locked';

/**
 * `gone`: nothing waits under that id. `announced`: its authorization request has not come yet. `nothing-granted`: none of
 * the chosen permissions was asked for. `not-offered`: a duration or compartment that was not on screen. `changed`: another
 * program listens for the answer now, look again. `refused`: the client was paused, blocked or removed meanwhile, or a
 * program of another user listens.
 */
export type DecideOutcome = 'decided' | 'gone' | 'announced' | 'nothing-granted' | 'not-offered' | 'changed' | 'refused';

export type ConsentDesk = {
  /**
   * A registration was stored: shows who it is, cannot be allowed yet (ruling 4).
   * @returns false when the person has been asked enough for now; then it has been counted as a refusal
   */
  announce(client: Client): boolean;
  /**
   * A valid authorization request arrives: it joins the client's announced entry, or the identical one that waits, or
   * becomes an entry of its own.
   * @returns the handle secret for the waiting page
   */
  join(request: AuthorizationRequest): Promise<{ readonly handle: string } | { readonly refused: DeskRefusal }>;
  /** Every request that waits, oldest first. */
  list(): RequestView[];
  find(id: string): RequestView | null;
  /** Of every client with a request here, also while it is being answered or not shown yet. */
  clientIds(): string[];
  /** What waits behind a handle; null once answered, expired or never known. */
  waiting(handle: string): Waiting | null;
  /** Resolves when the request behind the handle is answered or gone, or after `timeout` milliseconds. Counts as a poll. */
  untilAnswered(handle: string, timeout: number, signal: AbortSignal): Promise<void>;
  /** The browser's Cancel link. */
  withdraw(handle: string): Promise<void>;
  /**
   * Answers a request, once; the decision is intersected with what was asked. Resolves after it is durable.
   * @returns what became of it; only `decided` has changed anything
   */
  decide(id: string, decision: Decision, by: DecidedBy): Promise<DecideOutcome>;
  /**
   * A call needed more than its grant allows: asks the person to widen that grant (ruling 15). Waits a little for the
   * client's own wider authorization request and joins it.
   */
  widen(grant: Grant, needed: Scope): Promise<void>;
  /** A call needs this person's Allow: asks, unless the same call waits already or was denied. */
  askCall(grant: Grant, call: CallQuestion): Promise<CallAsked>;
  /**
   * Uses up the Allow of a call, which is there once and for a minute.
   * @param subjects what the call would change now; one that was not among those asked about was not allowed
   */
  takeCall(grantId: string, digest: string, subjects: readonly string[]): boolean;
  /** The person wants to answer this one now, also while it is quiet. @returns whether it waits */
  review(id: string): boolean;
  /** Gives the person as much time again, once. @returns whether it did */
  extend(id: string): boolean;
  /** Lets time pass: expiry, withdrawal on silence, widenings that have waited for their client. */
  tick(): Promise<void>;
  /** Drops every waiting request of these clients as denied. */
  drop(clientIds: readonly string[]): Promise<void>;
  /** Everything was locked: whoever waits is told to try again later. */
  refuseAll(): Promise<void>;
  /** Whether nobody is in front of the screen (locked, idle, full screen): nothing is shown, and what passes unseen does not count. */
  setAway(away: boolean): void;
  /** Something that decides what is shown has changed outside the desk, such as quiet. */
  changed(): void;
  /** Calls back after every change of the list. @returns a function that stops it */
  onChange(listener: () => void): () => void;
  close(): void;
};
