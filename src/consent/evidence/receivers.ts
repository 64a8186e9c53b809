import type { ListeningSocket } from './process-table.ts';
import type { RedirectPort } from './redirect-port.ts';

/** In the order in which a system prefers them: the exact address before the wildcards. `::` takes IPv4 too unless told not to. */
const ACCEPTS: Readonly<Record<RedirectPort['addresses'][number], readonly string[]>> = {
  '127.0.0.1': ['127.0.0.1', '0.0.0.0', '::'],
  '::1': ['::1', '::'],
};

/**
 * The sockets that may receive the answer, each once.
 * @param sockets everything that listens on the port
 */
export function receiversOf({ addresses }: RedirectPort, sockets: readonly ListeningSocket[]): readonly ListeningSocket[] {
  const found = addresses.flatMap((address) => {
    const accepted = ACCEPTS[address].find((each) => sockets.some((socket) => socket.address === each));
    return sockets.filter((socket) => socket.address === accepted);
  });
  return [...new Set(found)];
}
