import type { Attempt } from './attempt.ts';

export type Caller = Pick<Attempt, 'clientId' | 'name' | 'userAgent'>;

/** By the best that both are known by. */
export function isSameCaller(left: Caller, right: Caller): boolean {
  if (left.clientId !== null && left.clientId === right.clientId) return true;
  if (left.name !== null && left.name === right.name) return true;
  return left.userAgent !== null && left.userAgent === right.userAgent;
}

/** A program that keeps trying the same. */
export function isSameFailure({ stopped: left }: Attempt, { stopped: right }: Attempt): boolean {
  return left !== null && right !== null && left.problem === right.problem && left.step === right.step && left.words === right.words;
}
