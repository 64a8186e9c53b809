import { quotedName } from '../../../../src/shared/plain-text.ts';
import type { ClientView, RequestsView } from '../../../../src/shared/views.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { CONNECT } from './words.ts';

/** Who asked, as soon as somebody does. */
export function LiveLine() {
  const { review } = useBroker();
  const { value } = useLive<RequestsView>('requests.list');
  const { value: rows } = useLive<{ readonly clients: readonly ClientView[] }>('clients.list');
  const connected = rows?.clients.filter(({ state }) => state === 'connected').length ?? 0;
  const requests = value?.requests ?? [];
  return (
    <div className="live" role="status">
      {requests.length === 0 ? <p>{connected === 0 ? CONNECT.waiting : CONNECT.connected(connected)}</p> : null}
      <ul className="lines">
        {requests.map(({ id, client }) => (
          <li key={id}>
            <span>{CONNECT.asked(quotedName(client.name))}</span>
            <Button look="main" label={`${CONNECT.review}: ${quotedName(client.name)}`} onPress={() => void review(id)}>
              {CONNECT.review}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
