/** Where an answer goes and where a client's name comes from, in the person's words. */
import { BRIDGE_RECEIVER } from './bridge.ts';

/** `127.0.0.1:51004`, `cursor:`, `app.example.com`. */
export function redirectDestination(uri: string): string {
  if (uri === BRIDGE_RECEIVER) return 'the bridge that asked';
  const authority = /^https?:\/\/([^/?]+)/i.exec(uri)?.[1];
  return authority ?? uri.slice(0, uri.indexOf(':') + 1);
}

/** Whether the answer leaves this computer. */
export function isRemoteRedirect(uri: string): boolean {
  return uri.toLowerCase().startsWith('https:');
}

/** Host of the address by which a client names itself (ruling 6); null for a registration, which has none. */
export function clientIdHost(clientId: string): string | null {
  return /^https:\/\/([a-z0-9.-]+)/.exec(clientId)?.[1] ?? null;
}
