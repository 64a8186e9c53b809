/** The desk where requests wait for a person: its types. `create-desk.ts` holds the behaviour. */
import type { Scope } from '../shared/scopes.ts';
import type { RequestView } from '../shared/views.ts';
import type { Client, ProgramFacts } from '../store/auth-store.ts';

/** How long an Allow holds: one hour, thirty days from the Allow, or until disconnected (ruling 10). */
export type Duration = 'once' | '30d' | 'always';

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

/** What the browser and the kernel told us about who asks. */
export type Evidence = {
  /** The program at the other end of the registration's socket. */
  readonly registrant: ProgramFacts | null;
  /** The program that listens where the code would be sent. */
  readonly listener: ProgramFacts | 'nobody' | 'unknown';
  /** `Sec-Fetch-Site` of the authorization request: whether a website opened it. */
  readonly openedBy: 'program' | 'website' | 'unknown';
};

/** A checked authorization request (every rule of `oauth/authorize` has passed). */
export type AuthorizationRequest = {
  readonly client: Client;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly codeChallenge: string;
  readonly resource: string;
  readonly issuer: string;
  readonly scopes: readonly Scope[];
  readonly openedBy: Evidence['openedBy'];
};

/** What waits under a handle, as the waiting page sees it. */
export type Waiting = { readonly code: string; readonly clientName: string | null; readonly expiresAt: number };

/** Refusals of the desk that the person never sees as a prompt. */
export type DeskRefusal = 'busy' | 'quiet' | 'cooling-down' | 'blocked' | 'locked';

export type ConsentDesk = {
  /** A registration was stored: shows who it is, cannot be allowed yet (ruling 4). */
  announce(client: Client): void;
  /**
   * A valid authorization request arrives: it joins the client's announced entry, or the identical one that waits, or
   * becomes an entry of its own.
   * @returns the handle secret for the waiting page
   */
  join(request: AuthorizationRequest): Promise<{ readonly handle: string } | { readonly refused: DeskRefusal }>;
  /** Every request that waits, oldest first. */
  list(): RequestView[];
  find(id: string): RequestView | null;
  /** What waits behind a handle; null once answered, expired or never known. */
  waiting(handle: string): Waiting | null;
  /** Resolves when the request behind the handle is answered or gone, or after `timeout` milliseconds. Counts as a poll. */
  untilAnswered(handle: string, timeout: number, signal: AbortSignal): Promise<void>;
  /** The browser's Cancel link. */
  withdraw(handle: string): Promise<void>;
  /**
   * Answers a request, once; the decision is intersected with what was asked. Resolves after it is durable.
   * @returns `decided`; `gone` when nothing waits under that id; `announced` when it cannot be allowed yet
   */
  decide(id: string, decision: Decision, by: DecidedBy): Promise<'decided' | 'gone' | 'announced' | 'nothing-granted'>;
  /** Drops every waiting request of these clients as denied. */
  drop(clientIds: readonly string[]): Promise<void>;
  /** Calls back after every change of the list. @returns a function that stops it */
  onChange(listener: () => void): () => void;
  close(): void;
};

/** The port to whoever shows a request to the person: popup, terminal question, or nobody. */
export type ConsentPrompt = {
  /**
   * Shows the request until it is decided or `signal` aborts (answered elsewhere, expired, withdrawn).
   * Called again with a newer view when the request changes (announced → asking).
   * @returns the decision, or null when nobody can be asked here
   */
  show(request: RequestView, signal: AbortSignal): Promise<Decision | null>;
};
