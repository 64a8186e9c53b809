import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { lineOf } from './broker.ts';
import { useBroker } from './use-broker.ts';

export type Live<Value> = {
  /** null until the first answer; the last good one while a newer is on its way. */
  readonly value: Value | null;
  /** Why there is no newer one, in one line. */
  readonly problem: string | null;
};

type Shown<Value> = Live<Value> & { readonly text: string };

const NOTHING = { value: null, problem: null, text: '' };

/** What an admin function answers, read again whenever something may have changed. An answer that is the same stays the same object. */
export function useLive<Value>(method: string, parameters: Readonly<Record<string, unknown>> = {}): Live<Value> {
  const { ask, subscribe, version } = useBroker();
  const now = useSyncExternalStore(subscribe, version);
  const question = JSON.stringify([method, parameters]);
  const [shown, setShown] = useState<Shown<Value>>(NOTHING);
  const latest = useRef({ question: '', asked: 0, answered: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask the same again
  useEffect(() => {
    const ours = latest.current;
    const number = ++ours.asked;
    ours.question = question;
    // Answers can overtake each other; an older one never covers a newer, and one to another question is not shown.
    const isNews = () => ours.question === question && number > ours.answered;
    const [name, words] = JSON.parse(question) as [string, unknown];
    ask<Value>(name, words).then(
      (value) => {
        if (!isNews()) return;
        ours.answered = number;
        const text = JSON.stringify(value);
        setShown((before) => (before.text === text && before.problem === null ? before : { value, problem: null, text }));
      },
      (problem: unknown) => {
        if (!isNews()) return;
        ours.answered = number;
        setShown((before) => ({ ...before, problem: lineOf(problem), text: '' }));
      },
    );
  }, [ask, question, now]);

  return shown;
}
