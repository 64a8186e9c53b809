/** What happened, what was tried, and the faults of ours, which stand in both logs under one id. */
import { type ActivityLog, createActivityLog } from '../activity/record.ts';
import { type Attempts, createAttempts } from '../attempts/attempts.ts';
import { overhear } from '../attempts/overhear.ts';
import type { KnownClients } from '../consent/known-clients.ts';
import { isBridgeClient } from '../oauth/bridges/bridge-client.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { GatehouseDeps } from './deps.ts';

export type Records = {
  readonly activity: ActivityLog;
  readonly attempts: Attempts;
  /** @returns the id that the caller is given */
  readonly onFault: (error: unknown, where: string) => string;
};

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'clock' | 'random' | 'onFault'>;
  readonly store: AuthStore;
  readonly known: Pick<KnownClients, 'nameOf' | 'programOf'>;
};

export function keepRecords({ deps, store, known }: Parts): Records {
  const { clock, random } = deps;
  const attempts = createAttempts({ clock, nameOf: known.nameOf, programOf: known.programOf, isBridge: isBridgeClient });
  function report(error: unknown, where: string): string {
    const id = Buffer.from(random.bytes(4)).toString('hex');
    deps.onFault(id, where, error);
    return id;
  }
  // A log that cannot be written must not write that into itself.
  const log = createActivityLog({ store: store.activity, clock, onFailure: (error) => void report(error, 'activity') });
  const activity = overhear(log, (event) => attempts.hear(event));
  return {
    activity,
    attempts,
    onFault(error, where) {
      const id = report(error, where);
      activity.record({ kind: 'fault', id, where });
      return id;
    },
  };
}
