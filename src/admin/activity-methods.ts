/** What has happened, in words. */
import type { ActivityEntry } from '../activity/events.ts';
import { ACTIVITY_GROUPS, kindsOf } from '../activity/groups.ts';
import { countOf, resultOf } from '../activity/results.ts';
import { wordsOf } from '../activity/words.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Clock } from '../shared/edge.ts';
import type { ActivityView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { findRow } from './find-row.ts';
import type { Admin } from './method.ts';
import { readChoice, readNumber, readObject, readOptionalText } from './parameters.ts';

type Deps = {
  readonly store: AuthStore;
  readonly compartments: Compartments;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly activityRetention: () => number;
};

const MOST = 1000;
const USUAL = 50;

export function activityMethods(deps: Deps): Admin {
  const { store, activityRetention } = deps;

  async function clientIdsOf(id: string): Promise<readonly string[]> {
    return (await store.clients.find(id)) === null ? [id] : (await findRow(deps, id)).view.clientIds;
  }

  async function viewsOf(entries: readonly ActivityEntry[]): Promise<ActivityView[]> {
    const ids = new Set(entries.map(clientOf).filter((id) => id !== null));
    const clients = new Map(await Promise.all([...ids].map(async (id) => [id, await store.clients.find(id)] as const)));
    return entries.map((entry) => {
      const { sequence, at, event } = entry;
      const clientId = clientOf(entry);
      const client = clients.get(clientId ?? '');
      const name = client?.label ?? client?.name ?? null;
      return { sequence, at, kind: event.kind, clientId, name, words: wordsOf(event), result: resultOf(event), count: countOf(event) };
    });
  }

  return {
    /** `keptFor`: milliseconds after which an entry is removed. */
    'activity.list': async (value) => {
      const parameters = readObject(value);
      const client = readOptionalText(parameters, 'client');
      const group = readChoice(parameters, 'group', ACTIVITY_GROUPS);
      const entries = await store.activity.list({
        limit: readNumber(parameters, 'limit', MOST) ?? USUAL,
        before: readNumber(parameters, 'before', Number.MAX_SAFE_INTEGER),
        clientId: client === undefined ? undefined : await clientIdsOf(client),
        kind: group === undefined ? undefined : kindsOf(group),
      });
      return { activity: await viewsOf(entries), keptFor: activityRetention() };
    },
    'activity.verify': async () => store.activity.verify(),
  };
}

function clientOf({ event }: ActivityEntry): string | null {
  return 'clientId' in event ? event.clientId : null;
}
