/** What the person may change while Gatehouse runs. It is asked for wherever it counts, so that a change holds from the next use on. */
import type { DurationLine } from './views.ts';

export type LiveSettings = {
  /** Milliseconds. */
  readonly accessTokenLifetime: number;
  readonly codeLifetime: number;
  readonly activityRetention: number;
  /** A connection that nobody uses for so long ends; 0 is never. */
  readonly clientSleep: number;
  /** "Answers may leave this computer". */
  readonly remoteRedirects: boolean;
  /** Exact origins of websites that may call what a client needs. */
  readonly allowedOrigins: readonly string[];
  /** Whether a client's own metadata document may be fetched. */
  readonly documentFetches: boolean;
  /** The only hosts that it is fetched from; empty for any. */
  readonly documentHosts: readonly string[];
  /** What is chosen in a question before the person chooses. */
  readonly duration: DurationLine['duration'];
  /** How long a question waits; null for what is usual where it is asked. */
  readonly promptTimeout: number | null;
  /** When nothing pops up, day after day. */
  readonly quietHours: QuietHours | null;
  /** Of the window and the popup. */
  readonly theme: Theme;
};

/** Minutes of the day, by the person's own clock; from late to early is over midnight. */
export type QuietHours = { readonly from: number; readonly to: number };

export type Theme = 'system' | 'light' | 'dark';

const MINUTE = 60_000;

export const USUAL_SETTINGS: LiveSettings = {
  accessTokenLifetime: 15 * MINUTE,
  codeLifetime: MINUTE,
  activityRetention: 90 * 24 * 60 * MINUTE,
  clientSleep: 0,
  remoteRedirects: false,
  allowedOrigins: [],
  documentFetches: true,
  documentHosts: [],
  duration: '30d',
  promptTimeout: null,
  quietHours: null,
  theme: 'system',
};
