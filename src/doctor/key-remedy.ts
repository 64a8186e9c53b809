/** What a person does where a key for scripts was refused: it cannot log in, and it cannot ask for more. */
import type { AttemptProblem } from '../shared/attempt-views.ts';

/** Beside the desktop app only its window makes one. */
const where = (more: string) => `in the window under Sessions, or without the desktop app with: gatehouse token create --name NAME${more}`;

/** @returns what the person does now, as a sentence without its full stop; null where it is the same for every program */
export function keyRemedy(problem: AttemptProblem): string | null {
  switch (problem) {
    case 'revoked':
    case 'wrong-token':
      return `make a new key and put it in the place of this one: ${where('')}`;
    case 'scope-refused':
      return `make a new key with that permission and put it in the place of this one: ${where(' --scope PERMISSION')}`;
    default:
      return null;
  }
}
