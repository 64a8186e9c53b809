import { ATTEMPT_STEPS, type AttemptProblem, type AttemptStep, type AttemptStepView, type AttemptView } from '../shared/attempt-views.ts';

type Step = { state: AttemptStepView['state']; at: number | null; words: string | null };

/** One way in, while it is being followed. */
export type Attempt = {
  id: string;
  readonly startedAt: number;
  readonly userAgent: string | null;
  clientId: string | null;
  name: string | null;
  program: string | null;
  redirectUri: string | null;
  lastAt: number;
  times: number;
  readonly steps: Record<AttemptStep, Step>;
  stopped: { readonly step: AttemptStep; readonly problem: AttemptProblem; readonly words: string } | null;
  resolved: boolean;
  via: string | null;
};

export function startAttempt(id: string, at: number, userAgent: string | null): Attempt {
  const open = (): Step => ({ state: 'open', at: null, words: null });
  return {
    id,
    startedAt: at,
    userAgent,
    clientId: null,
    name: null,
    program: null,
    redirectUri: null,
    lastAt: at,
    times: 1,
    steps: { discover: open(), register: open(), popup: open(), code: open(), token: open(), call: open() },
    stopped: null,
    resolved: false,
    via: null,
  };
}

/** Whatever came before a step that went well was not needed, or was done where nobody saw it. */
export function reach(attempt: Attempt, step: AttemptStep, state: 'waiting' | 'done', at: number): void {
  attempt.lastAt = at;
  if (attempt.steps[step].state === state) return;
  for (const earlier of ATTEMPT_STEPS.slice(0, ATTEMPT_STEPS.indexOf(step))) {
    if (attempt.steps[earlier].state === 'open') attempt.steps[earlier].state = 'skipped';
  }
  attempt.steps[step] = { state, at: attempt.steps[step].at ?? at, words: null };
}

export function stop(attempt: Attempt, step: AttemptStep, problem: AttemptProblem, words: string, at: number): void {
  attempt.steps[step] = { state: 'failed', at, words };
  attempt.lastAt = at;
  attempt.stopped = { step, problem, words };
}

export const isIn = ({ steps }: Attempt): boolean => steps.call.state === 'done';

export function viewAttempt(attempt: Attempt): AttemptView {
  const { id, clientId, name, program, userAgent, redirectUri, startedAt, lastAt, times, steps, stopped, resolved, via } = attempt;
  return {
    id,
    client: { id: clientId, name, program },
    userAgent,
    redirectUri,
    startedAt,
    lastAt,
    times,
    steps: ATTEMPT_STEPS.map((step) => ({ step, ...steps[step] })),
    stopped,
    resolved,
    via,
  };
}
