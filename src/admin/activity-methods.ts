/** What has happened, in words. */
import { wordsOf } from '../activity/words.ts';
import type { ActivityView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { Admin } from './method.ts';
import { readNumber, readObject } from './parameters.ts';

const MOST = 1000;
const USUAL = 50;

export function activityMethods({ store }: { readonly store: AuthStore }): Admin {
  return {
    'activity.list': async (value) => {
      const parameters = readObject(value);
      const before = readNumber(parameters, 'before', Number.MAX_SAFE_INTEGER);
      const entries = await store.activity.list({ limit: readNumber(parameters, 'limit', MOST) ?? USUAL, ...(before === undefined ? {} : { before }) });
      return {
        activity: entries.map(
          ({ sequence, at, event }): ActivityView => ({
            sequence,
            at,
            kind: event.kind,
            clientId: 'clientId' in event ? event.clientId : null,
            words: wordsOf(event),
          }),
        ),
      };
    },
    'activity.verify': async () => store.activity.verify(),
  };
}
