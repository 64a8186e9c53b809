/**
 * OAuth errors as values with policy: what the client is told, what stays in our log, and whether the error may travel in
 * a redirect. No handler decides that again.
 */

import type { RefusalReason } from '../activity/events.ts';

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'consent_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported'
  | 'temporarily_unavailable'
  | 'server_error'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'unapproved_software_statement';

type Policy = {
  /** HTTP status when it is answered directly. */
  readonly status?: number;
  /** False when the place to redirect to is itself in doubt (RFC 6749 §4.1.2.1). */
  readonly mayRedirect?: boolean;
  /** Seconds, for `Retry-After`. */
  readonly retryAfter?: number;
  /** For the activity log only. */
  readonly reason?: RefusalReason;
  /** The exact mismatch, for the person's own trace; the caller is never told. */
  readonly detail?: string;
  /** For our log only. */
  readonly cause?: unknown;
};

const REASONS: Partial<Record<OAuthErrorCode, RefusalReason>> = {
  invalid_client: 'client_unknown',
  invalid_grant: 'grant_invalid',
  invalid_scope: 'scope_missing',
  invalid_target: 'aud_mismatch',
};

export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly status: number;
  readonly mayRedirect: boolean;
  readonly retryAfter: number | null;
  readonly reason: RefusalReason;
  readonly detail: string | null;

  /** @param description public, ASCII without `"` and `\` (RFC 6749 §5.2), ends up as `error_description` */
  constructor(code: OAuthErrorCode, description: string, policy: Policy = {}) {
    super(description, { cause: policy.cause });
    this.code = code;
    this.status = policy.status ?? 400;
    this.mayRedirect = policy.mayRedirect ?? true;
    this.retryAfter = policy.retryAfter ?? null;
    this.detail = policy.detail ?? null;
    this.reason = policy.reason ?? REASONS[code] ?? 'request_invalid';
  }
}

/** The body of RFC 6749 §5.2. */
export function errorBody(error: OAuthError): { error: OAuthErrorCode; error_description: string } {
  return { error: error.code, error_description: error.message };
}
