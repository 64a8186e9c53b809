/** What a person may see, as it crosses a process border. Never a secret, a hash or a token in any of them. */
import type { Scope } from './scopes.ts';

export type StatusView = {
  readonly version: string;
  readonly host: 'desktop' | 'headless';
  readonly pid: number;
  readonly issuer: string;
  readonly mcp: string;
  readonly dataDirectory: string;
  readonly vault: 'keychain' | 'file';
  readonly locked: boolean;
  readonly testProfile: boolean;
  readonly consent: 'ask' | 'auto';
  readonly startedAt: number;
  readonly waiting: number;
  readonly connected: number;
  readonly memories: number;
};

export type PermissionLine = { readonly scope: Scope; readonly sentence: string; readonly ticked: boolean };

export type RequestView = {
  readonly id: string;
  /** Shown here and in the browser, so that a person can tell that both belong together. */
  readonly code: string;
  /** `announced`: registered, its authorization request has not come yet; only Deny is possible. */
  readonly stage: 'announced' | 'asking';
  readonly kind: 'connection' | 'widening';
  readonly client: { readonly id: string; readonly name: string | null };
  /** Whether this client has a live connection already. */
  readonly known: boolean;
  /** `host:port` or scheme that the answer is sent to; null while announced. */
  readonly answerGoesTo: string | null;
  /** True when the answer leaves this computer. */
  readonly remote: boolean;
  readonly permissions: readonly PermissionLine[];
  /** Facts about the calling and listening programs, in words. */
  readonly facts: readonly string[];
  /** What the program changed about itself since it was last allowed. */
  readonly changes: readonly string[];
  /** Only those that are true, worst first. */
  readonly warnings: readonly string[];
  readonly compartments: readonly string[];
  readonly arrivedAt: number;
  readonly expiresAt: number;
};

/** A program or website that may not ask any more. */
export type BlockView = { readonly id: string; readonly kind: 'program' | 'website'; readonly name: string; readonly at: number };

/** Why nothing pops up, and who is not asked about. */
export type AttentionView = {
  /** Milliseconds since the epoch; null when prompts may pop up. */
  readonly quietUntil: number | null;
  readonly cooldowns: readonly { readonly client: { readonly id: string; readonly name: string | null }; readonly until: number }[];
  readonly blocked: readonly BlockView[];
};

export type RequestsView = AttentionView & { readonly requests: readonly RequestView[] };

export type GrantView = {
  readonly id: string;
  readonly scopes: readonly Scope[];
  readonly compartment: string;
  readonly allowedAt: number;
  readonly allowedBy: string;
  readonly endsAt: number | null;
  readonly endedAt: number | null;
  readonly lastUsedAt: number | null;
};

/** One row: the registrations that are the same program to the person. */
export type ClientView = {
  readonly id: string;
  readonly clientIds: readonly string[];
  /** A program that logs in, or a key for scripts. */
  readonly kind: 'program' | 'key';
  readonly name: string | null;
  readonly label: string | null;
  readonly state: 'connected' | 'paused' | 'blocked' | 'disconnected' | 'never approved';
  readonly scopes: readonly Scope[];
  readonly registeredAt: number;
  readonly connectedSince: number | null;
  readonly lastUsedAt: number | null;
  readonly endsAt: number | null;
  readonly redirectUris: readonly string[];
  readonly program: string | null;
  readonly grants: readonly GrantView[];
};

export type SessionView = {
  readonly id: string;
  readonly client: { readonly id: string; readonly name: string | null };
  readonly grantId: string;
  readonly scopes: readonly Scope[];
  readonly startedAt: number;
  readonly lastUsedAt: number;
  readonly renewals: number;
  readonly endsAt: number | null;
  readonly endedAt: number | null;
};

export type ActivityView = {
  readonly sequence: number;
  readonly at: number;
  readonly kind: string;
  readonly clientId: string | null;
  readonly words: string;
};
