import { quotedName } from '../../../src/shared/plain-text.ts';
import type { RequestsView } from '../../../src/shared/views.ts';
import { useBroker } from '../api/use-broker.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';

export function RequestsPage() {
  const { review } = useBroker();
  const { value, problem } = useLive<RequestsView>('requests.list');
  return (
    <Page title="Requests" problem={problem}>
      {value?.requests.length === 0 ? <Empty text="Nobody is asking." /> : null}
      <ul className="lines">
        {value?.requests.map(({ id, client, code }) => (
          <li key={id}>
            <span>{`${quotedName(client.name)}, code ${code}`}</span>
            <Button onPress={() => void review(id)}>Review</Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
