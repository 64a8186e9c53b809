/** A registration goes, and with it its connections, every token and what waits for the person. */
import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import type { GrantControl } from '../access/access.ts';

type Deps = {
  readonly store: AuthStore;
  readonly control: GrantControl;
  readonly desk: ConsentDesk;
  readonly clock: Clock;
  /** Called once it is removed. */
  readonly onRemoved: (clientId: string) => void;
};

/** The caller records it. @returns false when it was not there */
export type RemoveClient = (clientId: string) => Promise<boolean>;

export function createRemoveClient({ store, control, desk, clock, onRemoved }: Deps): RemoveClient {
  return async (clientId) => {
    await takeAway(clientId);
    const removed = await store.clients.remove(clientId, clock.now());
    // Again: an Allow that was being committed has made one more connection.
    await takeAway(clientId);
    onRemoved(clientId);
    return removed;
  };

  async function takeAway(clientId: string): Promise<void> {
    control.forget([clientId]);
    await desk.drop([clientId]);
  }
}
