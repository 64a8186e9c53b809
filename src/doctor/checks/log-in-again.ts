import type { ClientView } from '../../shared/views.ts';
import type { Check } from '../facts.ts';
import { CLIENT_REMEDIES, recognise } from '../remedies.ts';

/** After a new profile, or a new address: who still has the entry, and no login that holds. */
export const logInAgain: Check = ({ status, entries, clients }) => {
  if (status === null || status.locked) return [];
  const isConnected = connectedPrograms(clients);
  return entries
    .filter(({ client, state, madeHere }) => state === 'connected' && madeHere && !isConnected(client))
    .map(({ name, next }) => ({
      check: 'log-in-again',
      what: `${name} knows Gatehouse and is not logged in`,
      why: 'this profile has no connection of it',
      todo: next.replace(/\.$/, ''),
    }));
};

/** @returns whether the program of that id, as `gatehouse connect` knows it, is connected; what cannot be told is taken for connected */
export function connectedPrograms(clients: readonly Pick<ClientView, 'state' | 'name' | 'id' | 'redirectUris'>[]): (program: string) => boolean {
  const connected = new Set(
    clients
      .filter(({ state }) => state === 'connected' || state === 'paused')
      .map(({ name, id, redirectUris: [redirectUri = null] }) => recognise({ name, clientId: id, userAgent: null, redirectUri })?.connect),
  );
  return (program) => connected.has(program) || !speaksItself(program);
}

/** Through a bridge it is the bridge that logs in, under a name of its own. */
function speaksItself(client: string): boolean {
  return client !== 'claude-desktop' && CLIENT_REMEDIES.some(({ connect }) => connect === client);
}
