import { useLive } from '../api/use-live.ts';
import { Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { plain } from '../parts/plain.ts';

export function SessionsPage() {
  const { value, problem } = useLive<Readonly<Record<string, unknown>>>('sessions.list');
  return (
    <Page title="Sessions" problem={problem}>
      <Facts rows={plain(value)} />
    </Page>
  );
}
