/** What a program's way in looked like, step by step. Never a secret, and nothing of what was asked for or answered. */

export const ATTEMPT_STEPS = ['discover', 'register', 'popup', 'code', 'token', 'call'] as const;
export type AttemptStep = (typeof ATTEMPT_STEPS)[number];

/** Why an attempt stopped, for whoever has a remedy for it. */
export type AttemptProblem =
  | 'wrong-path'
  | 'wrong-host'
  | 'web-page'
  | 'registration-refused'
  | 'unknown-client'
  | 'redirect-mismatch'
  | 'no-pkce'
  | 'wrong-resource'
  | 'scope-refused'
  | 'denied'
  | 'blocked'
  | 'unanswered'
  | 'paused'
  | 'revoked'
  | 'wrong-token'
  | 'clock'
  | 'too-often'
  | 'fault'
  | 'other';

export type AttemptStepView = {
  readonly step: AttemptStep;
  /** `waiting`: for the person. `skipped`: not needed, because a later one came about. */
  readonly state: 'open' | 'waiting' | 'done' | 'failed' | 'skipped';
  /** Milliseconds since the epoch; null while it is open. */
  readonly at: number | null;
  /** The mismatch, exactly; null where nothing went wrong. A program's own values stand in it. */
  readonly words: string | null;
};

export type AttemptView = {
  readonly id: string;
  /** The name is a claim: shown by `quotedName` and never otherwise. */
  readonly client: { readonly id: string | null; readonly name: string | null; readonly program: string | null };
  /** What it says it is in `User-Agent`: a claim too. */
  readonly userAgent: string | null;
  /** Where its answers go. */
  readonly redirectUri: string | null;
  readonly startedAt: number;
  readonly lastAt: number;
  /** How often the same came to the same end. */
  readonly times: number;
  /** All six, in order. */
  readonly steps: readonly AttemptStepView[];
  /** null while it goes on, or when it went well. */
  readonly stopped: { readonly step: AttemptStep; readonly problem: AttemptProblem; readonly words: string } | null;
  /** It came in later. */
  readonly resolved: boolean;
  /** A proxy stood in between, in its own words. */
  readonly via: string | null;
};

/** With what to do about it in that very program; null where nothing stopped. */
export type AttemptWithRemedy = AttemptView & {
  /** A key for scripts was shown. */
  readonly isKey: boolean;
  /** Which program it seems to be; null when nothing tells. */
  readonly program: string | null;
  readonly remedy: string | null;
};
