import type { Admin } from '../admin/method.ts';
import { readBuiltPages } from '../edge/built-pages.ts';
import { systemMonotonic } from '../edge/clock.ts';
import { optionFor } from '../edge/directory-option.ts';
import { systemRandom } from '../edge/random.ts';
import type { RunningSettings } from '../edge/settings-control.ts';
import type { Gatehouse } from '../gatehouse/gatehouse.ts';
import { createHttpWindow } from '../http/window/http-window.ts';
import { IN_CHECKOUT } from '../shared/spell-command.ts';
import type { Undo } from '../shared/undo.ts';
import type { Start } from './start.ts';
import type { TakenProfile } from './take-profile.ts';

type Parts = {
  readonly start: Pick<Start, 'showWindow' | 'environment' | 'log'>;
  readonly taken: Pick<TakenProfile, 'profile' | 'directory'>;
  readonly kept: Pick<RunningSettings, 'live'>;
  readonly gatehouse: Pick<Gatehouse, 'desk' | 'activity'>;
  /** What the window asks. It can open the window itself, so it comes later. */
  readonly admin: () => Admin;
  readonly onFault: (error: unknown, where: string) => void;
};

/** @returns brings the window to the person; it tells the link where they open it themselves, null where it is in front of them */
export function offerWindow({ start, taken, kept, gatehouse, admin, onFault }: Parts, undo: Undo): () => Promise<string | null> {
  const window = createHttpWindow({
    admin,
    desk: gatehouse.desk,
    onChange: (listener) => {
      // Who waits, and everything that is written down.
      const stops = [gatehouse.desk.onChange(listener), gatehouse.activity.onRecorded(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    pages: () => readBuiltPages(start.log),
    random: systemRandom,
    monotonic: systemMonotonic,
    theme: () => kept.live().theme,
    // A broker without the desktop app opens it, and that one runs in a checkout.
    command: `${IN_CHECKOUT} window${optionFor(taken.directory, start.environment)}`,
    testProfile: taken.profile.test,
    onFault,
  });
  undo.push(() => window.close());
  return async () => {
    if (start.showWindow === null) return window.open();
    start.showWindow();
    return null;
  };
}
