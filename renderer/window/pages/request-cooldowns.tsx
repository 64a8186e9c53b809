import { quotedName } from '../../../src/shared/plain-text.ts';
import type { AttentionView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { Button } from '../parts/button.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { Section } from '../parts/section.tsx';
import { useNow } from '../parts/use-now.ts';
import { REQUESTS } from './requests-words.ts';

const SECOND = 1000;

/** Who rests, because it asked too often or nobody had asked for it, with the time that is left. */
export function RequestCooldowns({ cooldowns }: Pick<AttentionView, 'cooldowns'>) {
  const { ask } = useBroker();
  const act = useAct();
  const now = useNow(SECOND);
  const running = cooldowns.filter(({ until }) => until > now);
  if (running.length === 0) return null;
  return (
    <Section title={REQUESTS.cooling}>
      <ul className="lines">
        {running.map(({ client, until }) => (
          <li key={client.id}>
            <span>
              {quotedName(client.name)} {REQUESTS.coolingLine} <Countdown until={until} />.
            </span>
            <Button
              label={`${REQUESTS.askAgain}: ${quotedName(client.name)}`}
              onPress={() => void act(() => ask('requests.askAgain', { id: client.id }), REQUESTS.mayAsk)}
            >
              {REQUESTS.askAgain}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
