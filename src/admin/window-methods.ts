/** The window itself. */
import type { ActivityLog } from '../activity/record.ts';
import type { Admin } from './method.ts';

type Deps = {
  /** @returns the link that opens it; null when it is in front of the person already */
  readonly openWindow: () => Promise<string | null>;
  readonly activity: ActivityLog;
};

export function windowMethods({ openWindow, activity }: Deps): Admin {
  return {
    'window.open': async (_parameters, by) => {
      const url = await openWindow();
      if (url !== null) activity.record({ kind: 'window.opened', by });
      return { url };
    },
  };
}
