import { createHash, randomBytes } from 'node:crypto';

export const REDIRECT = 'http://127.0.0.1:51004/callback';

/**
 * What a client sends to the authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3).
 * @param more parameters beside those that every request has
 * @returns the verifier is for the token endpoint
 */
export function authorizationRequest(clientId: string, more: Readonly<Record<string, string>> = {}): { verifier: string; query: URLSearchParams } {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    scope: 'memory:write',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  return { verifier, query };
}
