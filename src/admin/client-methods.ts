/** The programs that registered, and taking their access away. */
import type { ActivityLog } from '../activity/record.ts';
import type { Attention } from '../consent/attention/attention.ts';
import type { ConsentDesk } from '../consent/desk.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { GrantControl } from '../oauth/access/access.ts';
import { cleanName } from '../oauth/clean-name.ts';
import type { RemoveClient } from '../oauth/register/remove-client.ts';
import type { Clock } from '../shared/edge.ts';
import type { EvidenceView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { findRow, listRows, type Row } from './find-row.ts';
import type { Admin } from './method.ts';
import { readObject, readOptionalText, readText } from './parameters.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly attention: Attention;
  readonly control: GrantControl;
  readonly removeClient: RemoveClient;
  readonly activity: ActivityLog;
  readonly compartments: Compartments;
  readonly clock: Clock;
};

export function clientMethods(deps: Deps): Admin {
  const { store, desk, attention, control, removeClient, activity } = deps;
  const row = (value: unknown): Promise<Row> => findRow(deps, readText(readObject(value), 'id'));

  return {
    'clients.list': async () => ({ clients: await listRows(deps) }),
    /** `evidence`: what was seen of the program at each Allow. */
    'clients.get': async (value) => {
      const { view, grants } = await row(value);
      return { client: view, evidence: grants.map(({ id, evidence }): EvidenceView => ({ grantId: id, lines: evidence })) };
    },
    /** The person's own name for it; without one it is what it calls itself. */
    'clients.rename': async (value) => {
      const { view } = await row(value);
      const label = cleanName(readOptionalText(readObject(value), 'label'));
      await store.clients.setLabel(view.clientIds, label);
      desk.changed();
      return { id: view.id, label };
    },
    'clients.revoke': async (value) => {
      const { view } = await row(value);
      return { id: view.id, ended: await control.disconnect(view.clientIds) };
    },
    'clients.revokeAll': async () => {
      const clients = await store.clients.list();
      return { ended: await control.disconnect(clients.map(({ id }) => id)) };
    },
    'clients.pause': async (value) => {
      const { view } = await row(value);
      await control.pause(view.clientIds);
      await desk.drop(view.clientIds);
      return { id: view.id, paused: true };
    },
    'clients.resume': async (value) => {
      const { view, members } = await row(value);
      await control.resume(view.clientIds);
      for (const { rowKey } of members) attention.forgive(rowKey);
      return { id: view.id, paused: false };
    },
    /** Not asked about any more, and refused, until it is resumed. */
    'clients.block': async (value) => {
      const { view } = await row(value);
      await control.block(view.clientIds);
      await desk.drop(view.clientIds);
      return { id: view.id, blocked: true };
    },
    /** Their programs have to register again; a row that was entered by hand goes this way only. */
    'clients.remove': async (value) => {
      const { view } = await row(value);
      for (const clientId of view.clientIds) {
        if (await removeClient(clientId)) activity.record({ kind: 'client.removed', clientId });
      }
      return { id: view.id, removed: view.clientIds.length };
    },
    lock: async () => {
      await control.setLocked(true);
      await desk.refuseAll();
      return { locked: true };
    },
    unlock: async () => {
      await control.setLocked(false);
      return { locked: false };
    },
  };
}
