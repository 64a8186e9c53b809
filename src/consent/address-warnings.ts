import { clientIdHost, isRemoteRedirect } from '../shared/destination.ts';
import type { Client } from '../store/auth-store.ts';

/**
 * A document proves who publishes it, not who presents its address. Only an answer that goes back to the publisher's own
 * server would; one that stays on this computer reaches whichever program listens (MCP, "Localhost Redirect URI Risks").
 * @param redirectUri null while the client has not asked
 */
export function addressWarnings({ id, redirectUris }: Pick<Client, 'id' | 'redirectUris'>, redirectUri: string | null): readonly string[] {
  const host = clientIdHost(id);
  const destinations = redirectUri === null ? redirectUris : [redirectUri];
  return host === null || destinations.some(isRemoteRedirect) ? [] : [`Any program here can claim to be ${host}`];
}
