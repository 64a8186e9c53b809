import { useLive } from '../api/use-live.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { plain } from '../parts/plain.ts';

export function MemoriesPage() {
  const { value, problem } = useLive<Readonly<Record<string, unknown>>>('bin.list');
  return (
    <Page title="Memories" problem={problem}>
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
