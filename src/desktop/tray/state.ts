/** What the tray shows, and what can be done from it. */
import type { ClientView, RequestView, Silence } from '../../shared/views.ts';
import type { Route } from '../window/route.ts';

/** What a line about a connection needs of it. */
export type Connection = Pick<ClientView, 'id' | 'name' | 'label' | 'state' | 'connectedSince' | 'lastUsedAt'>;
export type Waiting = Pick<RequestView, 'id' | 'code' | 'client' | 'expiresAt'>;

/** `test`: a test profile, which says so wherever it shows itself. Times are milliseconds since the epoch. */
export type TrayState =
  | { readonly kind: 'starting'; readonly test: boolean; readonly startsAtLogin: boolean }
  /** `line` says what happened and what to do. */
  | { readonly kind: 'problem'; readonly test: boolean; readonly line: string; readonly startsAtLogin: boolean }
  | {
      readonly kind: 'running';
      readonly test: boolean;
      /** `host:port` of the broker. */
      readonly address: string;
      readonly locked: boolean;
      /** Oldest first. */
      readonly waiting: readonly Waiting[];
      readonly connections: readonly Connection[];
      /** null while prompts may pop up. */
      readonly quietUntil: number | null;
      readonly silence: Silence | null;
      readonly startsAtLogin: boolean;
      readonly now: number;
    };

export type RunningState = Extract<TrayState, { kind: 'running' }>;

export type TrayActions = {
  /** The window, where a page is named at that page. */
  readonly open: (route?: Route) => void;
  /** Brings a waiting request to the popup. */
  readonly review: (id: string) => void;
  readonly pause: (id: string) => void;
  readonly resume: (id: string) => void;
  /** Asks first. */
  readonly disconnect: (connection: Connection) => void;
  /** @param minutes null until the person turns it off */
  readonly beQuiet: (minutes: number | null) => void;
  readonly endQuiet: () => void;
  readonly lock: () => void;
  readonly unlock: () => void;
  readonly startAtLogin: (on: boolean) => void;
  /** After a problem. */
  readonly retry: () => void;
  readonly quit: () => void;
};
