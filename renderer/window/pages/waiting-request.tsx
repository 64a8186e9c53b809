import { plainText, quotedName } from '../../../src/shared/plain-text.ts';
import { wish } from '../../../src/shared/request-words.ts';
import type { RequestView } from '../../../src/shared/views.ts';
import { useBroker } from '../api/use-broker.ts';
import { Button } from '../parts/button.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { useNotice } from '../parts/notice.tsx';
import { Warnings } from '../parts/warnings.tsx';
import { REQUESTS } from './requests-words.ts';

/** The same as the prompt shows, to look at. It is answered in the prompt and nowhere else. */
export function WaitingRequest({ request }: { readonly request: RequestView }) {
  const { review } = useBroker();
  const { warn } = useNotice();
  const { id, client, code, answerGoesTo, facts, warnings, permissions, call, expiresAt } = request;
  const name = quotedName(client.name);
  const wants = call === null ? permissions.map(({ sentence }) => sentence) : [call.sentence, ...call.conditions];
  const seen = [...(answerGoesTo === null ? [] : [REQUESTS.goes(answerGoesTo)]), ...facts];
  return (
    <article className="card" aria-label={name}>
      <div className="head">
        <div>
          <h3>{`${name} ${wish(request)}`}</h3>
          <p className="soft">
            {`${name}, code ${code}`} · <Countdown until={expiresAt} /> {REQUESTS.left}
          </p>
        </div>
        <Button
          look="main"
          label={`${REQUESTS.review} ${name}`}
          onPress={async () => {
            if (!(await review(id))) warn(REQUESTS.gone);
          }}
        >
          {REQUESTS.review}
        </Button>
      </div>
      <Warnings lines={warnings} />
      <Lines title={REQUESTS.wants} lines={wants} />
      <Lines title={REQUESTS.seen} lines={seen} />
    </article>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul className="bullets">
        {lines.map((line) => (
          <li key={line}>{plainText(line)}</li>
        ))}
      </ul>
    </div>
  );
}
