import { plainText } from '../../../src/shared/plain-text.ts';
import type { ActivityView, ClientView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { When } from '../parts/when.tsx';
import { CLIENT } from './client-words.ts';

const MOST = 20;

/** The last that one client did, or that was done to it. */
export function ClientActivity({ client }: { readonly client: ClientView }) {
  const { value } = useLive<{ readonly activity: readonly ActivityView[] }>('activity.list', { client: client.id, limit: MOST });
  if (value === null) return null;
  const own = value.activity.filter(({ clientId }) => clientId !== null && client.clientIds.includes(clientId));
  if (own.length === 0) return <p className="soft">{CLIENT.noActivity}</p>;
  return (
    <ul className="lines">
      {own.map(({ sequence, at, words }) => (
        <li key={sequence}>
          <span>{plainText(words)}</span>
          <span className="soft">
            <When at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
