import { useState } from 'react';
import type { CheckView } from '../../../../src/shared/connect-view.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { State } from '../../parts/state.tsx';
import { CONNECT } from './words.ts';

/** Whether a program finds what it needs here, and nothing more. */
export function SelfTest() {
  const { ask } = useBroker();
  const act = useAct();
  const [checks, setChecks] = useState<readonly CheckView[]>([]);
  const run = () => act(async () => setChecks((await ask<{ readonly checks: readonly CheckView[] }>('connect.test')).checks));
  return (
    <Section title={CONNECT.test}>
      <p className="soft">{CONNECT.testText}</p>
      <div className="actions">
        <Button onPress={() => void run()}>{CONNECT.run}</Button>
      </div>
      <ul className="lines" aria-live="polite">
        {checks.map(({ name, ok, line }) => (
          <li key={name}>
            <span>
              {name}: {line}
            </span>
            <State state={ok ? 'connected' : 'blocked'} text={ok ? CONNECT.good : CONNECT.bad} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
