/** Ruling 16: a key of a session that was used already came again. Its session has ended, and the person hears of it. */
import type { ActivityEvent } from '../activity/events.ts';
import type { AskBroker } from './ask-broker.ts';
import type { Say } from './notices.ts';
import { nameOf } from './tray/words.ts';
import { clientRoute, type Route } from './window/route.ts';

const THEFTS: ReadonlySet<string> = new Set(['refresh-reuse', 'code-reuse']);

type Deps = { readonly clients: AskBroker['clients']; readonly say: Say; readonly open: (route: Route) => void };

/** @returns to be told of every event */
export function createTellTheft({ clients, say, open }: Deps): (event: ActivityEvent) => Promise<void> {
  return async (event) => {
    if (event.kind !== 'session.ended' || !THEFTS.has(event.reason)) return;
    const client = (await clients()).find(({ clientIds }) => clientIds.includes(event.clientId));
    if (client === undefined) return;
    const line = `A key of ${nameOf(client)} was used twice, so somebody may have copied it. That session was ended; the program has to log in again.`;
    say(line, () => open(clientRoute(client.id)));
  };
}
