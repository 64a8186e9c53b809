/** What was found out about this computer, gathered at the edge. Every check is a function of this and nothing else. */
import type { ClientState } from '../connect/connector.ts';
import type { AttemptWithRemedy } from '../shared/attempt-views.ts';
import type { ClientView, StatusView } from '../shared/views.ts';

export type DatabaseFacts = {
  readonly name: string;
  /** `user_version`; null when it cannot be read. */
  readonly version: number | null;
  /** The newest that this program knows. */
  readonly newest: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
};

/** One address of our port. */
export type PortFacts = {
  /** `127.0.0.1` or `[::1]`. */
  readonly address: string;
  /** `silent`: something listens there and does not answer in time. `starting`: a Gatehouse that has not opened its files yet. */
  readonly answers: 'nobody' | 'gatehouse' | 'starting' | 'another' | 'silent';
  /** Headers of its answer. */
  readonly server: string | null;
  readonly via: string | null;
  /** Its `Date`, in milliseconds since the epoch. */
  readonly date: number | null;
};

/** What one program's settings say about us. */
export type EntryFacts = {
  /** The word in `gatehouse connect WORD`. */
  readonly client: string;
  readonly name: string;
  readonly state: ClientState;
  readonly path: string;
  readonly problem: string | null;
  readonly addresses: readonly { readonly name: string; readonly address: string }[];
  readonly madeHere: boolean;
  /** What the person does to log in. */
  readonly next: string;
};

export type Facts = {
  readonly now: number;
  /** Where programs are to find us. */
  readonly url: string;
  readonly port: number;
  readonly directory: {
    readonly path: string;
    readonly exists: boolean;
    /** Of the directory and of what is in it: what other users of this computer may read. */
    readonly exposed: readonly { readonly path: string; readonly mode: string }[];
    readonly foreignOwner: boolean;
    readonly writable: boolean;
  };
  readonly profile: { readonly vault: 'keychain' | 'file'; readonly test: boolean } | 'damaged' | null;
  /** A setting with a value that is not allowed, in one line. */
  readonly badSetting: string | null;
  readonly databases: readonly DatabaseFacts[];
  readonly control: 'answers' | 'nobody' | 'silent' | 'another';
  readonly status: StatusView | null;
  /** When the newest entry of the activity log was written. */
  readonly lastActivityAt: number | null;
  readonly ports: readonly PortFacts[];
  /** Which process has the port; null where the system does not tell. */
  readonly holder: string | null;
  /** Variables that send requests through a proxy, and whether they spare this computer. The value has no password. */
  readonly proxies: readonly { readonly variable: string; readonly proxy: string; readonly spared: boolean }[];
  readonly keychain:
    | { readonly state: 'unused' | 'works' | 'unknown' }
    /** `at`: when it said so to Gatehouse, in milliseconds since the epoch; null when it was asked just now. */
    | { readonly state: 'fails'; readonly what: string; readonly todo: string; readonly at: number | null };
  readonly entries: readonly EntryFacts[];
  readonly attempts: readonly AttemptWithRemedy[];
  readonly clients: readonly ClientView[];
};

/** What is wrong, why, and what to do: one line for the person. */
export type Finding = {
  /** The check's name. */
  readonly check: string;
  readonly what: string;
  readonly why: string;
  readonly todo: string;
};

export type Check = (facts: Facts) => readonly Finding[];
