import type { AuthStore } from '../../store/auth-store.ts';
import { matchesRegistered } from '../redirect-uri.ts';

/** What an authorization request of an unknown client still tells about the program. */
export type Asker = {
  readonly clientId: string | null;
  readonly redirectUri: string | null;
  /** Of the registrations that are kept, when all with this redirect have one name: a claim. */
  readonly name: string | null;
};

export type WhoAsks = (query: string) => Promise<Asker>;

/** A program whose registration is gone has often been here under another: its answers go to the same place. */
export function createWhoAsks(clients: Pick<AuthStore['clients'], 'list'>): WhoAsks {
  return async (query) => {
    const parameters = new URLSearchParams(query);
    const redirectUri = parameters.get('redirect_uri');
    return { clientId: parameters.get('client_id'), redirectUri, name: redirectUri === null ? null : await nameAt(redirectUri) };
  };

  async function nameAt(redirectUri: string): Promise<string | null> {
    const names = new Set((await clients.list()).filter(({ redirectUris }) => matchesRegistered(redirectUri, redirectUris)).map(({ name }) => name));
    const [name = null] = names;
    return names.size === 1 ? name : null;
  }
}
