import { useLive } from '../api/use-live.ts';
import { Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { plain } from '../parts/plain.ts';

export function SettingsPage() {
  const { value, problem } = useLive<Readonly<Record<string, unknown>>>('status');
  return (
    <Page title="Settings" problem={problem}>
      <Facts rows={plain(value)} />
    </Page>
  );
}
