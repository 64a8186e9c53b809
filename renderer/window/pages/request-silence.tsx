import type { Silence } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { Button } from '../parts/button.tsx';
import { When } from '../parts/when.tsx';
import { REQUESTS, SILENCES } from './requests-words.ts';

/** Later than this is "until I turn it off". */
const FOREVER = 8_000_000_000_000_000;

type Props = { readonly silence: Silence | null; readonly until: number | null };

/** Why nothing pops up, and the way out of it. Being away ends by itself. */
export function RequestSilence({ silence, until }: Props) {
  const { ask } = useBroker();
  const act = useAct();
  if (silence === null) return null;
  const ends = silence === 'away' || until === null || until >= FOREVER ? null : until;
  return (
    <div className="warning row">
      <p>
        {SILENCES[silence]}
        {ends === null ? null : (
          <>
            {' It ends '}
            <When at={ends} />.
          </>
        )}
      </p>
      {silence === 'away' ? null : <Button onPress={() => void act(() => ask('quiet.end'))}>{REQUESTS.loud}</Button>}
    </div>
  );
}
