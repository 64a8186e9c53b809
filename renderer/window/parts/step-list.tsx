import { useEffect, useState } from 'react';
import type { AttemptStepView, AttemptWithRemedy } from '../../../src/shared/attempt-views.ts';
import { plainText, quotedName } from '../../../src/shared/plain-text.ts';
import { useBroker } from '../api/use-broker.ts';
import { Button } from './button.tsx';
import { Section } from './section.tsx';
import { State } from './state.tsx';
import { ATTEMPTS } from './step-list-words.ts';
import { When } from './when.tsx';

/** Milliseconds. A step that nobody is asked about writes nothing down, so nothing tells the window of it. */
const EVERY = 2_000;
const SHOWN = 5;

/** How programs tried to come in lately, step by step, and what to do where one stopped. Complete in itself: put it on a page. */
export function StepList() {
  const attempts = useAttempts();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? attempts : attempts.slice(0, SHOWN);
  if (attempts.length === 0) return null;
  return (
    <Section title={ATTEMPTS.title}>
      <ul className="cards">
        {shown.map((attempt) => (
          <Attempt key={attempt.id} attempt={attempt} />
        ))}
      </ul>
      {shown.length === attempts.length ? null : (
        <div className="actions">
          <Button onPress={() => setWhole(true)}>{ATTEMPTS.all(attempts.length)}</Button>
        </div>
      )}
    </Section>
  );
}

function useAttempts(): readonly AttemptWithRemedy[] {
  const { ask } = useBroker();
  const [attempts, setAttempts] = useState<readonly AttemptWithRemedy[]>([]);
  useEffect(() => {
    let gone = false;
    const look = () =>
      ask<{ readonly attempts: readonly AttemptWithRemedy[] }>('attempts.list', {}).then(
        (answer) => gone || setAttempts(answer.attempts),
        // The page says by itself that the broker does not answer.
        () => undefined,
      );
    void look();
    const timer = setInterval(() => void look(), EVERY);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [ask]);
  return attempts;
}

function Attempt({ attempt }: { readonly attempt: AttemptWithRemedy }) {
  const { lastAt, times, steps, remedy, resolved } = attempt;
  return (
    <li className="card">
      <div className="title">
        <h3>{whoOf(attempt)}</h3>
        <p className="soft small">
          <When at={lastAt} />
          {times > 1 ? `, ${ATTEMPTS.times(times)}` : ''}
        </p>
      </div>
      <ol className="lines">
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
      {resolved ? <p className="soft">{ATTEMPTS.resolved}</p> : null}
      {remedy === null || resolved ? null : <p>{ATTEMPTS.remedy(remedy)}</p>}
    </li>
  );
}

function Step({ step: { step, state, words } }: { readonly step: AttemptStepView }) {
  return (
    <li>
      <State state={ATTEMPTS.signs[state]} text={`${ATTEMPTS.steps[step]}: ${ATTEMPTS.states[state]}`} />
      {words === null ? null : <span className="small">{plainText(words)}</span>}
    </li>
  );
}

/** Our own name for the program that it seems to be; its own words stand in quotes. */
function whoOf({ program, client, userAgent }: AttemptWithRemedy): string {
  return program ?? (client.name === null && userAgent === null ? ATTEMPTS.nobody : quotedName(client.name ?? userAgent));
}
