import type { RefusalReason } from '../activity/events.ts';
import type { AttemptStep } from '../shared/attempt-views.ts';

/** One request and what was answered, as far as the way in goes. Made by `src/http`, without a secret. */
export type Exchange = {
  readonly step: AttemptStep;
  readonly method: string;
  readonly status: number;
  readonly userAgent: string | null;
  readonly clientId: string | null;
  readonly clientName: string | null;
  readonly redirectUri: string | null;
  /** Of a token request. */
  readonly grantType: string | null;
  readonly reason: RefusalReason | null;
  /** The mismatch in words; null where nothing was refused. */
  readonly words: string | null;
  /** `Via`, or another header that only a proxy adds. */
  readonly via: string | null;
};
