import { plainText } from '../../../src/shared/plain-text.ts';
import type { BlockView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { Button } from '../parts/button.tsx';
import { Section } from '../parts/section.tsx';
import { When } from '../parts/when.tsx';
import { REQUESTS } from './requests-words.ts';

/** Programs and websites that may not ask any more, because the person said "I didn't ask for this". */
export function RequestBlocks({ blocks }: { readonly blocks: readonly BlockView[] }) {
  const { ask } = useBroker();
  const act = useAct();
  if (blocks.length === 0) return null;
  return (
    <Section title={REQUESTS.blocked}>
      <ul className="lines">
        {blocks.map(({ id, kind, name, at }) => (
          <li key={id}>
            <span>
              {REQUESTS[kind]} <code>{plainText(name)}</code>, <When at={at} />
            </span>
            <Button label={`${REQUESTS.unblock}: ${plainText(name)}`} onPress={() => void act(() => ask('requests.unblock', { id }), REQUESTS.unblocked)}>
              {REQUESTS.unblock}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
