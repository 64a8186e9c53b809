import { aboutMethods } from '../admin/about-methods.ts';
import { createAdmin } from '../admin/admin.ts';
import { connectMethods } from '../admin/connect-methods.ts';
import { listRows } from '../admin/find-row.ts';
import { withLogin } from '../admin/login-setting.ts';
import type { Admin } from '../admin/method.ts';
import { createSelfTest } from '../admin/self-test.ts';
import { settingsMethods } from '../admin/settings-methods.ts';
import { windowMethods } from '../admin/window-methods.ts';
import { createAskSelf } from '../edge/ask-self.ts';
import { systemClock } from '../edge/clock.ts';
import { databaseSizes } from '../edge/database-sizes.ts';
import { makeConnector } from '../edge/make-connector.ts';
import type { SettingsControl } from '../edge/settings-control.ts';
import type { Gatehouse } from '../gatehouse/gatehouse.ts';
import type { StatusView } from '../shared/views.ts';
import type { Start } from './start.ts';

type Parts = {
  readonly start: Pick<Start, 'environment' | 'login'>;
  /** The data directory. */
  readonly directory: string;
  readonly kept: SettingsControl;
  readonly gatehouse: Gatehouse;
  readonly status: () => Promise<StatusView>;
  readonly openWindow: () => Promise<string | null>;
};

/** Everything that the person may ask, of the broker and of this computer. */
export function offerAdmin({ start: { environment, login }, directory, kept, gatehouse, status, openWindow }: Parts): Admin {
  const { activity, store, compartments, signForNoGrant } = gatehouse;
  const { issuer, resource: mcp } = gatehouse.spelling;
  return {
    ...createAdmin({ ...gatehouse, clock: systemClock, status }),
    ...windowMethods({ activity, openWindow }),
    ...settingsMethods({ activity, settings: withLogin(kept, login) }),
    ...aboutMethods({
      store,
      status,
      settings: kept,
      databases: () => databaseSizes(directory),
      system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    }),
    ...connectMethods({
      activity,
      mcp,
      connector: makeConnector({ url: mcp, dataDirectory: directory, environment, now: () => systemClock.now() }),
      clients: () => listRows({ store, compartments, clock: systemClock }),
      sessions: store.sessions.list,
      selfTest: createSelfTest({ ask: createAskSelf(issuer), issuer, mcp, signForNoGrant }),
    }),
  };
}
