import type { Client } from './auth-store.ts';

/** What a person is shown of a client, and says yes to. */
export type SeenClient = Pick<Client, 'name' | 'redirectUris'>;

/** Whether the client still is what the person saw (ruling 8). The order of the redirects means nothing. */
export function isAsSeen(client: SeenClient, seen: SeenClient): boolean {
  const before = new Set(seen.redirectUris);
  return client.name === seen.name && client.redirectUris.length === before.size && client.redirectUris.every((uri) => before.has(uri));
}
