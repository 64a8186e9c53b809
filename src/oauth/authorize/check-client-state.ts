import { OAuthError } from '../errors.ts';
import { type Draft, established } from './draft.ts';

/** A blocked client is told no more than a denied one; the person has already answered. */
export function checkClientState(locked: () => boolean) {
  return function checkClientState(draft: Draft): void {
    const { state } = established(draft.client, 'client');
    if (state === 'blocked') throw new OAuthError('access_denied', 'the person blocked this client', { reason: 'client_blocked' });
    if (state === 'paused') throw new OAuthError('temporarily_unavailable', 'the person paused this client', { reason: 'client_paused' });
    if (locked()) throw new OAuthError('temporarily_unavailable', 'Gatehouse is locked', { reason: 'locked' });
  };
}
