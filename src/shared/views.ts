/** What a person may see, as it crosses a process border. Never a secret, a hash or a token in any of them. */
import type { Theme } from './live-settings.ts';
import type { Scope } from './scopes.ts';

export type StatusView = {
  readonly version: string;
  readonly host: 'desktop' | 'headless';
  readonly pid: number;
  readonly issuer: string;
  readonly mcp: string;
  /** The address that the person's own proxy serves it under as well; null without one. */
  readonly externalIssuer: string | null;
  readonly dataDirectory: string;
  readonly vault: 'keychain' | 'file';
  readonly locked: boolean;
  readonly testProfile: boolean;
  readonly consent: 'ask' | 'auto';
  readonly startedAt: number;
  readonly waiting: number;
  readonly connected: number;
  readonly memories: number;
  /** What waits for the person instead of being a memory. */
  readonly held: number;
  /** null while the person has not turned them on. */
  readonly embeddings: EmbeddingsView | null;
  readonly theme: Theme;
};

/** Something that looks like a secret or an instruction and waits for the person. */
export type HeldView = {
  readonly id: string;
  readonly reason: 'secret' | 'instruction';
  /** The rule's name. */
  readonly rule: string;
  readonly at: number;
  /** The name of the compartment. */
  readonly compartment: string;
  /** `change`: would change a memory that stays as it is meanwhile. `past`: was a memory until the rules changed. */
  readonly origin: 'new' | 'change' | 'past';
  readonly memoryId: string;
  readonly clientId: string | null;
  /** A claim: shown by `quotedName`. */
  readonly author: string;
  /** The beginning; a secret is masked. Empty on the control socket of the desktop app. */
  readonly shown: string;
};

/** Something that could be tidied up. Nothing happens before it is applied, and then it can be undone. */
export type SuggestionView = {
  readonly id: string;
  readonly kind: 'duplicates' | 'contradiction' | 'stale' | 'expiring' | 'tags';
  readonly why: string;
  /** What applying it does. */
  readonly does: string;
  /** How they begin, the one that stays first. */
  readonly memories: readonly { readonly id: string; readonly content: string; readonly createdAt: number }[];
};

/** Whole, for the person's eyes alone. */
export type HeldDetails = HeldView & {
  readonly content: string;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** Finding by meaning, and how far it has come. */
export type EmbeddingsView = {
  readonly model: string;
  readonly state: 'starting' | 'running' | 'ready' | 'failing' | 'unavailable';
  /** Why it is failing or unavailable, as one plain sentence. */
  readonly because: string | null;
  /** How many memories wait for their vector; null while nobody knows. */
  readonly waiting: number | null;
};

/** `secondGesture`: what Allow says once this is ticked, so that two gestures are needed for it; null where one is enough. */
export type PermissionLine = { readonly scope: Scope; readonly sentence: string; readonly ticked: boolean; readonly secondGesture: string | null };

export type DurationLine = { readonly duration: 'once' | '30d' | 'always'; readonly sentence: string; readonly chosen: boolean };

/** Which memories. The id is for machines and never changes, the name is the person's own. */
export type CompartmentView = {
  readonly id: string;
  readonly name: string;
  /** Names of the compartments that its clients may read as well. */
  readonly alsoReads: readonly string[];
};

/** One line of the list of all. */
export type CompartmentCountView = CompartmentView & { readonly memories: number; readonly connections: number };

/** For whoever wants to look closer. Everything in it that the client says of itself is a claim. */
export type RequestDetails = {
  /** The whole address that the answer is sent to; null while announced. */
  readonly redirectUri: string | null;
  readonly resource: string | null;
  /** The file of the program that registered, as the kernel says; null where it is not known. */
  readonly registeredBy: string | null;
  /** `software_id` and `software_version` of the registration. */
  readonly software: string | null;
};

/** One call that needs the person's own yes (ruling 22): what it would do, for the person's eyes only. */
export type CallView = {
  /** "Forget 23 memories"; ours, not the program's. */
  readonly sentence: string;
  /** What the Allow says. */
  readonly allow: string;
  readonly count: number;
  /** How the program chose them, in words around its own values. */
  readonly conditions: readonly string[];
  /** How a few of them begin. Never in a log, and on the control socket of the desktop app never at all. */
  readonly samples: readonly string[];
};

export type RequestView = {
  readonly id: string;
  /** Shown here and in the browser, so that a person can tell that both belong together. */
  readonly code: string;
  /** `announced`: registered, its authorization request has not come yet; only Deny is possible. */
  readonly stage: 'announced' | 'asking';
  /** `call`: one call of a connection that exists. It gets no permission: `permissions` and `durations` are empty. */
  readonly kind: 'connection' | 'widening' | 'call';
  /** What is asked where `kind` is `call`; null otherwise. */
  readonly call: CallView | null;
  /** Everything of a test profile says so. */
  readonly test: boolean;
  /** The name is a claim: shown by `quotedName` and never otherwise. */
  readonly client: { readonly id: string; readonly name: string | null };
  /** Whether this client has a live connection already. */
  readonly known: boolean;
  /** Milliseconds since the epoch. */
  readonly firstSeenAt: number;
  /** When the person last allowed it; null: never connected before. */
  readonly lastAllowedAt: number | null;
  /** `host:port` or scheme that the answer is sent to; null while announced. */
  readonly answerGoesTo: string | null;
  /** True when the answer leaves this computer. */
  readonly remote: boolean;
  readonly permissions: readonly PermissionLine[];
  /** What the connection that asks may do already, in words; empty for a new one. */
  readonly alreadyAllowed: readonly string[];
  /** Facts about the calling and listening programs, in words. */
  readonly facts: readonly string[];
  /** What the program changed about itself since it was last allowed. */
  readonly changes: readonly string[];
  /** Only those that are true, worst first. */
  readonly warnings: readonly string[];
  /** Which memories; the first is chosen. A widening stays where its connection is. */
  readonly compartments: readonly CompartmentView[];
  /** How long; empty for a widening, which ends when its connection does, and for a call. */
  readonly durations: readonly DurationLine[];
  readonly details: RequestDetails;
  readonly arrivedAt: number;
  readonly expiresAt: number;
  /** Whether the person can have as much time again (WCAG 2.2.1). */
  readonly mayExtend: boolean;
};

/** A program or website that may not ask any more. */
export type BlockView = { readonly id: string; readonly kind: 'program' | 'website'; readonly name: string; readonly at: number };

/** Why nothing pops up: too many asked, the person wants quiet, or nobody is in front of the screen. */
export type Silence = 'flood' | 'quiet' | 'away';

/** Why nothing pops up, and who is not asked about. */
export type AttentionView = {
  /** Milliseconds since the epoch; null when it is not quiet. */
  readonly quietUntil: number | null;
  /** null when prompts may pop up. */
  readonly silence: Silence | null;
  readonly cooldowns: readonly { readonly client: { readonly id: string; readonly name: string | null }; readonly until: number }[];
  readonly blocked: readonly BlockView[];
};

export type RequestsView = AttentionView & { readonly requests: readonly RequestView[] };

export type GrantView = {
  readonly id: string;
  readonly scopes: readonly Scope[];
  readonly compartment: CompartmentView;
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

/** What was seen of a program when the person said yes to it. */
export type EvidenceView = { readonly grantId: string; readonly lines: readonly string[] };

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
  /** The person's label, or what the program calls itself: a claim, shown by `quotedName`. */
  readonly name: string | null;
  readonly words: string;
  /** How it ended, in one word. */
  readonly result: string;
  /** How many things it was about; null where nothing is counted. */
  readonly count: number | null;
};

/** Who wrote a version. The name is a claim: shown by `quotedName` and never otherwise. */
export type AuthorView = {
  readonly clientId: string | null;
  readonly name: string | null;
  readonly grantId: string | null;
  readonly program: string | null;
  readonly source: 'client' | 'person' | 'import';
};

/** `existing`: exactly that is there, and is left as it is. `changed`: the same, and it would have run out earlier. `restored`: it was forgotten, or had run out. */
export type AddedView = { readonly id: string; readonly outcome: 'stored' | 'existing' | 'changed' | 'restored' };

/** Times are milliseconds since the epoch. */
export type MemoryView = {
  readonly id: string;
  readonly compartment: { readonly id: string; readonly name: string };
  /** Its beginning only, where a list was asked to cut it. */
  readonly content: string;
  /** Characters of the whole content. */
  readonly length: number;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly version: number;
  readonly author: AuthorView;
  /** null while it is not in the bin. */
  readonly forgottenAt: number | null;
  /** The action that forgot it; null when it has run out. */
  readonly forgottenBy: string | null;
  /** The program that was given it last, about a minute late; null when none ever was, and where nobody asked. */
  readonly lastRead: { readonly at: number; readonly clientId: string; readonly name: string | null } | null;
};

/** What a list of memories can be filtered by. */
export type MemoryFacetsView = {
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  /** One per row of the list of clients, and those that are gone. */
  readonly clients: readonly { readonly id: string; readonly name: string | null }[];
};

export type MemoryVersionView = Pick<MemoryView, 'version' | 'content' | 'tags' | 'kind' | 'metadata' | 'expiresAt' | 'updatedAt' | 'author'> & {
  /** The action that made it, an import for example; null for a single change. */
  readonly action: string | null;
};

/** Something that was done to memories and can be undone as one. */
export type ActionView = {
  readonly id: string;
  readonly kind: 'forget' | 'forget-client' | 'undo-grant' | 'import' | 'retag';
  readonly at: number;
  readonly by: AuthorView;
  /** The client or connection whose writing was taken back, or the file that was imported; null otherwise. */
  readonly about: string | null;
  readonly forgotten: number;
  readonly written: number;
  /** How many it had wait for the person. */
  readonly held: number;
  readonly undoneAt: number | null;
};
