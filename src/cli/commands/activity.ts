/** `gatehouse activity`: what has happened, and whether that is still what was written. */
import type { ActivityView } from '../../shared/views.ts';
import { type Options, oneOf } from '../options.ts';
import { showActivity } from '../show.ts';
import type { Parts } from './parts.ts';

export function activityCommand({ command, ask, fail }: Pick<Parts, 'command' | 'ask' | 'fail'>): void {
  command('activity [verify]', 'what has happened; `verify` checks that nothing was altered').action(async (what: string | undefined, options: Options) => {
    if (what === undefined) return ask<{ activity: ActivityView[] }>(options, 'activity.list', {}, ({ activity }) => showActivity(activity));
    oneOf('activity', what, ['verify']);
    await ask<{ intact: boolean; entries: number; brokenAt?: number }>(options, 'activity.verify', {}, (verdict) => {
      if (verdict.intact) return `Intact: ${verdict.entries} ${verdict.entries === 1 ? 'entry' : 'entries'}.`;
      fail(1);
      return `Altered: entry ${verdict.brokenAt} is not what was written.`;
    });
  });
}
