/** A client changed what it says about itself: by RFC 7592, or by its metadata document. */
import type { ActivityLog } from '../../activity/record.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import type { GrantControl } from '../access/access.ts';
import type { ClientMetadata } from './client-metadata.ts';
import { describeChanges } from './describe-changes.ts';
import { rowKeyOf } from './row-key.ts';

type Deps = {
  readonly store: AuthStore;
  readonly control: GrantControl;
  readonly desk: ConsentDesk;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  /** Called once it is stored. */
  readonly onChanged: (client: Client) => void;
};

export type ChangeClient = (client: Client, metadata: ClientMetadata) => Promise<Client>;

/** The first ones tell what the person once allowed; a client that changes on and on fills neither screen nor store. */
const MOST_CHANGES = 8;

/**
 * What the person allowed was this name and these addresses. When they change, nothing of it holds any more: its
 * connections end, in memory first, and it is asked about again with the difference shown (ruling 8).
 */
export function createChangeClient({ store, control, desk, activity, clock, onChanged }: Deps): ChangeClient {
  return async (client, metadata) => {
    const differences = describeChanges(client, metadata);
    const askAgain = differences.length > 0;
    const changes = client.approvedAt === null ? [] : [...new Set([...client.changes, ...differences])].slice(0, MOST_CHANGES);
    const changed: Client = {
      ...client,
      ...metadata,
      rowKey: rowKeyOf({ id: client.id, name: metadata.name, redirectUris: metadata.redirectUris }, client.program),
      changes,
    };
    if (askAgain) await takeAway(client);
    if (!(await store.clients.change(changed, askAgain, clock.now()))) return changed;
    onChanged(changed);
    if (!askAgain) return changed;
    // Again: what was being asked or allowed while this was committed was asked by the client as it had been.
    await takeAway(client);
    // Only what the person had allowed: a client that nobody let in may change on and on, and would fill the log.
    if (client.state === 'approved') activity.record({ kind: 'client.changed', clientId: client.id, changed: differences });
    return (await store.clients.find(client.id)) ?? changed;
  };

  async function takeAway({ id }: Client): Promise<void> {
    control.forget([id]);
    await desk.drop([id]);
  }
}
