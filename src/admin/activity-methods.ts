/** What has happened, in words. */
import type { ActivityEntry } from '../activity/events.ts';
import { ACTIVITY_GROUPS, kindsOf } from '../activity/groups.ts';
import type { ActivityLog } from '../activity/record.ts';
import { countOf, resultOf } from '../activity/results.ts';
import { wordsOf } from '../activity/words.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Clock } from '../shared/edge.ts';
import { foldText, holds } from '../shared/fold-text.ts';
import type { ActivityView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { findRow } from './find-row.ts';
import type { Admin } from './method.ts';
import { readChoice, readNumber, readObject, readOptionalText } from './parameters.ts';

type Deps = {
  readonly store: AuthStore;
  readonly activity: Pick<ActivityLog, 'written'>;
  readonly compartments: Compartments;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly activityRetention: () => number;
};

const MOST = 1000;
const USUAL = 50;
/** Entries that one call looks through for a text: their words are made here, where every request is answered. */
const LOOKED_THROUGH = 1000;

export function activityMethods(deps: Deps): Admin {
  const { store, activity: log, activityRetention } = deps;

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
    /**
     * `text`: what the line shows holds it. A page may then have few entries, or none, before the last one; it goes on at `next`.
     * `keptFor`: milliseconds after which an entry is removed.
     */
    'activity.list': async (value) => {
      const parameters = readObject(value);
      const client = readOptionalText(parameters, 'client');
      const group = readChoice(parameters, 'group', ACTIVITY_GROUPS);
      const text = readOptionalText(parameters, 'text');
      const limit = readNumber(parameters, 'limit', MOST) ?? USUAL;
      const most = text === undefined ? limit : LOOKED_THROUGH;
      // Whoever was told of an entry finds it.
      await log.written();
      const entries = await store.activity.list({
        limit: most,
        before: readNumber(parameters, 'before', Number.MAX_SAFE_INTEGER),
        clientId: client === undefined ? undefined : await clientIdsOf(client),
        kind: group === undefined ? undefined : kindsOf(group),
      });
      const views = await viewsOf(entries);
      const activity = (text === undefined ? views : views.filter(showing(text))).slice(0, limit);
      const last = activity.length === limit ? activity.at(-1) : entries[most - 1];
      return { activity, next: last?.sequence ?? null, keptFor: activityRetention() };
    },
    'activity.verify': async () => store.activity.verify(),
  };
}

function showing(text: string): (view: ActivityView) => boolean {
  const part = foldText(text);
  return ({ name, words, result }) => holds([name ?? '', words, result ?? ''].join('\n'), part);
}

function clientOf({ event }: ActivityEntry): string | null {
  return 'clientId' in event ? event.clientId : null;
}
