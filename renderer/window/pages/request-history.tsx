import { NEVER_ASKED, REFUSAL_WORDS } from '../../../src/activity/refusal-words.ts';
import { plainText } from '../../../src/shared/plain-text.ts';
import type { ActivityView, ClientView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { When } from '../parts/when.tsx';
import { linkTo } from '../shell/route.ts';
import { titleOf } from './client-words.ts';
import { OUTCOMES, REQUESTS } from './requests-words.ts';

type Activity = { readonly activity: readonly ActivityView[] };

/** Entries read, and of them shown. */
const [READ, SHOWN] = [200, 30];

/** What became of the last requests, and what never came to the person. */
export function RequestHistory() {
  const { value: answered } = useLive<Activity>('activity.list', { group: 'requests', limit: READ });
  const { value: refused } = useLive<Activity>('activity.list', { group: 'refusals', limit: READ });
  const { value: rows } = useLive<{ readonly clients: readonly ClientView[] }>('clients.list');
  if (answered === null || refused === null || rows === null) return null;
  const entries = [...answered.activity.filter(({ kind }) => OUTCOMES.includes(kind)), ...refused.activity.filter(neverAsked)]
    .toSorted((left, right) => right.sequence - left.sequence)
    .slice(0, SHOWN);
  if (entries.length === 0) return <p className="soft">{REQUESTS.noRecent}</p>;
  return (
    <ul className="lines">
      {entries.map(({ sequence, at, clientId, words }) => (
        <li key={sequence}>
          <span>
            <Who client={rows.clients.find(({ clientIds }) => clientId !== null && clientIds.includes(clientId))} /> {plainText(words)}
          </span>
          <span className="soft">
            <When at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Who({ client }: { readonly client: ClientView | undefined }) {
  if (client === undefined) return null;
  return <a href={linkTo('clients', client.id)}>{titleOf(client)}</a>;
}

function neverAsked({ kind, words }: ActivityView): boolean {
  return kind === 'refusals.counted' && NEVER_ASKED.some((reason) => words.endsWith(`(${REFUSAL_WORDS[reason]})`));
}
