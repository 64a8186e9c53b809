import { hashSecret } from '../shared/secrets.ts';
import type { Answer, Grant } from '../store/auth-store.ts';
import type { AuthorizationRequest } from './desk.ts';
import type { Entry } from './entry.ts';

/**
 * What is kept for the browser until it has fetched the way back.
 * @param most milliseconds from arrival after which the browser gets nothing any more
 */
export function answerTo(entry: Entry, request: AuthorizationRequest, outcome: Answer['outcome'], grant: Grant | null, now: number, most: number): Answer {
  return {
    handleHash: hashSecret(entry.handle ?? ''),
    clientId: entry.client.id,
    outcome,
    grantId: grant?.id ?? null,
    redirectUri: request.redirectUri,
    state: request.state,
    issuer: request.issuer,
    codeChallenge: request.codeChallenge,
    resource: request.resource,
    scopes: grant?.scopes ?? [],
    answeredAt: now,
    expiresAt: entry.arrivedAt + most,
  };
}
