/** Every word of the list of attempts. */
import type { AttemptStep, AttemptStepView } from '../../../src/shared/attempt-views.ts';

type State = AttemptStepView['state'];

const STEPS: Readonly<Record<AttemptStep, string>> = {
  discover: 'Found Gatehouse',
  register: 'Registered',
  popup: 'Asked you',
  code: 'Got your answer',
  token: 'Got its key',
  call: 'First call',
};
const STATES: Readonly<Record<State, string>> = { open: 'not yet', waiting: 'waits for you', done: 'done', failed: 'stopped here', skipped: 'not needed' };
/** Those of the other states that are drawn with a sign. */
const SIGNS: Readonly<Record<State, string>> = { open: 'disconnected', waiting: 'paused', done: 'connected', failed: 'blocked', skipped: 'disconnected' };

export const ATTEMPTS = {
  title: 'Who tried to come in',
  nobody: 'A program',
  all: (count: number) => `Show all ${count}`,
  times: (count: number) => `${count} times`,
  resolved: 'It came in later.',
  remedy: (remedy: string) => `What to do: ${remedy}.`,
  steps: STEPS,
  states: STATES,
  signs: SIGNS,
} as const;
