import type { MemoryVersionView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { When } from '../../parts/when.tsx';
import { authorWords, VERSIONS } from './words.ts';

/** Characters of each before "show all". */
const SHOWN = 300;

type Props = { readonly id: string; readonly current: number; readonly isLive: boolean };

/** What a memory was before, newest first; there is nothing to see while it was never changed. */
export function Versions({ id, current, isLive }: Props) {
  const { ask } = useBroker();
  const act = useAct();
  const { value } = useLive<{ readonly versions: readonly MemoryVersionView[] }>('memories.history', { id });
  const versions = value?.versions ?? [];
  if (versions.length < 2) return null;
  return (
    <section className="section">
      <h2>{VERSIONS.title}</h2>
      <ul className="lines">
        {versions.map(({ version, content, author, updatedAt }) => (
          <li key={version}>
            <div className="grow">
              <p className="soft">
                {VERSIONS.version(version)}
                {version === current ? `, ${VERSIONS.current}` : null}, {authorWords(author)}, <When at={updatedAt} />
              </p>
              <LongText text={content} longest={SHOWN} />
            </div>
            {version === current || !isLive ? null : (
              <Button
                label={`${VERSIONS.takeBack}: ${VERSIONS.version(version)}`}
                onPress={() => void act(() => ask('memories.undo', { id, version }), VERSIONS.done)}
              >
                {VERSIONS.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
