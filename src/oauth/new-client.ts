import type { Client } from '../store/auth-store.ts';

/** What is not said of a client: it waits for the person, has no secret and no address, and nothing was changed. */
const UNLESS_SAID = {
  state: 'pending',
  redirectUris: [],
  grantTypes: [],
  tokenEndpointAuthMethod: 'none',
  secretHash: null,
  registrationTokenHash: null,
  registeredScopes: null,
  scopeCeiling: null,
  metadata: {},
  program: null,
  approvedAt: null,
  lastUsedAt: null,
  label: null,
  changes: [],
  documentAt: null,
} as const satisfies Partial<Client>;

/**
 * @param said what is known of it from the start; `registeredAt` in milliseconds since the epoch
 * @returns its record as it is first stored
 */
export function newClient(said: Pick<Client, 'id' | 'name' | 'rowKey' | 'registeredAt'> & Partial<Client>): Client {
  return { ...UNLESS_SAID, ...said };
}
