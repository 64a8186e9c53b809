import type { ClientView, SessionView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { relative } from '../parts/relative.ts';
import { When } from '../parts/when.tsx';
import { CLIENT } from './client-words.ts';

/** The open logins of one client. */
export function ClientSessions({ client }: { readonly client: ClientView }) {
  const { value } = useLive<{ readonly sessions: readonly SessionView[] }>('sessions.list');
  const { ask } = useBroker();
  const act = useAct();
  if (value === null) return null;
  const open = value.sessions.filter((session) => session.endedAt === null && client.clientIds.includes(session.client.id));
  if (open.length === 0) return <p className="soft">{CLIENT.noSessions}</p>;
  return (
    <ul className="lines">
      {open.map(({ id, startedAt, lastUsedAt, renewals }) => (
        <li key={id}>
          <span>
            {CLIENT.started} <When at={startedAt} />, {CLIENT.used.toLowerCase()} <When at={lastUsedAt} />
            {renewals === 0 ? '' : `, ${CLIENT.renewals.toLowerCase()} ${renewals} ${renewals === 1 ? 'time' : 'times'}`}
          </span>
          <Button
            label={`${CLIENT.endSession} the session that started ${relative(startedAt, Date.now())}`}
            onPress={() => void act(() => ask('sessions.end', { id }), CLIENT.sessionEnded)}
          >
            {CLIENT.endSession}
          </Button>
        </li>
      ))}
    </ul>
  );
}
