import type { Client } from '../../store/auth-store.ts';
import type { LiveState } from '../access/live-state.ts';
import { OAuthError } from '../errors.ts';

/** Seconds a held client should wait; a 401 would make it log in again and ask the person once more. */
export const RETRY_AFTER = 60;

/** A pending client is known, so it must not be told to register again: `invalid_grant`, never `invalid_client`. */
export function checkClientMayRedeem(client: Client, state: LiveState): void {
  const held = state.held(client.id) ?? client.state;
  if (held === 'pending') throw new OAuthError('invalid_grant', 'the person has not allowed this client yet', { reason: 'client_pending' });
  if (held === 'blocked') throw new OAuthError('invalid_grant', 'the person blocked this client', { reason: 'client_blocked' });
  if (held === 'paused' || state.locked()) {
    throw new OAuthError('temporarily_unavailable', 'the person paused access', {
      status: 503,
      retryAfter: RETRY_AFTER,
      reason: held === 'paused' ? 'client_paused' : 'locked',
    });
  }
}
