import { useLive } from '../api/use-live.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { plain } from '../parts/plain.ts';

export function AboutPage() {
  const { value, problem } = useLive<Readonly<Record<string, unknown>>>('status');
  return (
    <Page title="About" problem={problem}>
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
