import type { ReactNode } from 'react';
import type { RequestsView } from '../../../../src/shared/views.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { SETTINGS } from './words.ts';

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });
/** Milliseconds; further away than this is "until I end it". */
const FAR = 366 * 24 * 3_600_000;

/** Whether questions pop up now, and how they are asked. */
export function Quiet({ children }: { readonly children: ReactNode }) {
  const { value } = useLive<RequestsView>('requests.list');
  return (
    <Section title={SETTINGS.now}>
      {value === null ? null : <Now {...value} />}
      {children}
    </Section>
  );
}

function Now({ quietUntil }: Pick<RequestsView, 'quietUntil'>) {
  const { ask } = useBroker();
  const act = useAct();
  return (
    <>
      <p>{quietUntil === null ? SETTINGS.asking : SETTINGS.quiet(quietUntil - Date.now() > FAR ? null : clock.format(quietUntil))}</p>
      <div className="actions">
        {quietUntil === null ? (
          <>
            <Button onPress={() => void act(() => ask('quiet.begin', { minutes: 60 }))}>{SETTINGS.quietHour}</Button>
            <Button onPress={() => void act(() => ask('quiet.begin'))}>{SETTINGS.quietOn}</Button>
          </>
        ) : (
          <Button onPress={() => void act(() => ask('quiet.end'))}>{SETTINGS.quietOff}</Button>
        )}
      </div>
    </>
  );
}
