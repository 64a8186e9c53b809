import type { RequestsView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { RequestBlocks } from './request-blocks.tsx';
import { RequestCooldowns } from './request-cooldowns.tsx';
import { RequestHistory } from './request-history.tsx';
import { RequestSilence } from './request-silence.tsx';
import { REQUESTS } from './requests-words.ts';
import { WaitingRequest } from './waiting-request.tsx';

export function RequestsPage() {
  const { value, problem } = useLive<RequestsView>('requests.list');
  return (
    <Page title={REQUESTS.title} problem={problem}>
      {value === null ? null : (
        <>
          <RequestSilence silence={value.silence} until={value.quietUntil} />
          <Section title={REQUESTS.waiting}>
            {value.requests.length === 0 ? <Empty text={REQUESTS.nobody} /> : null}
            {value.requests.map((request) => (
              <WaitingRequest key={request.id} request={request} />
            ))}
          </Section>
          <RequestCooldowns cooldowns={value.cooldowns} />
          <RequestBlocks blocks={value.blocked} />
        </>
      )}
      <Section title={REQUESTS.recent}>
        <RequestHistory />
      </Section>
    </Page>
  );
}
