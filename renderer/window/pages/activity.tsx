import { useLive } from '../api/use-live.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { plain } from '../parts/plain.ts';

export function ActivityPage() {
  const { value, problem } = useLive<Readonly<Record<string, unknown>>>('activity.list');
  return (
    <Page title="Activity" problem={problem}>
      <Facts>
        {plain(value).map(([term, text]) => (
          <Fact key={term} term={term}>
            {text}
          </Fact>
        ))}
      </Facts>
    </Page>
  );
}
