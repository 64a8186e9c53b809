import { useEffect, useRef, useState } from 'react';
import { SCOPES } from '../../../src/shared/scopes.ts';
import { Button } from '../parts/button.tsx';
import { Fact, Facts } from '../parts/facts.tsx';
import { PRACTICE } from './first-run-words.ts';

type Answer = 'denied' | 'allowed' | 'wasNotAsked';

const ASKED = SCOPES.filter(({ preTicked }) => preTicked);

/** A drawing of a request. It asks nobody and is heard by nobody: whatever is pressed, this page only explains it. */
export function Practice({ onDone }: { readonly onDone: () => void }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className="practice" aria-labelledby="practice">
      <p className="test">{PRACTICE.sign}</p>
      <div className="card">
        <h2 id="practice" ref={heading} tabIndex={-1}>
          {PRACTICE.title}
        </h2>
        <Facts>
          <Fact term={PRACTICE.calls}>{`“${PRACTICE.name}”`}</Fact>
        </Facts>
        <div>
          <h3>{PRACTICE.seen}</h3>
          <ul className="bullets">
            {PRACTICE.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{PRACTICE.may}</h3>
          <ul className="bullets">
            {ASKED.map(({ scope, sentence }) => (
              <li key={scope}>{sentence}</li>
            ))}
          </ul>
        </div>
        <p className="soft">
          {PRACTICE.code} <strong>{PRACTICE.example}</strong>, {PRACTICE.codeText}
        </p>
        <div role="status">{answer === null ? PRACTICE.question : PRACTICE[answer]}</div>
        <div className="answers">
          {answer === null ? (
            <>
              <Button look="quiet" onPress={() => setAnswer('wasNotAsked')}>
                {PRACTICE.notAsked}
              </Button>
              <Button onPress={() => setAnswer('denied')}>{PRACTICE.deny}</Button>
              <Button onPress={() => setAnswer('allowed')}>{PRACTICE.allow}</Button>
            </>
          ) : (
            <>
              <Button autoFocus onPress={() => setAnswer(null)}>
                {PRACTICE.again}
              </Button>
              <Button look="main" onPress={onDone}>
                {PRACTICE.done}
              </Button>
            </>
          )}
        </div>
      </div>
    </section>
  );
}
