import { saysNothing } from './ancestors.ts';
import { fileName, isInterpreter } from './claimed-name.ts';

/**
 * A file that is many programs at once acts as the one it is called by, and its own name may be any.
 * @param command the first word of a command line
 * @returns which shell or interpreter that is; null for every other word, of which nothing is kept
 */
export function calledAs(command: string | undefined): string | null {
  const name = command === undefined ? '' : fileName(command);
  return saysNothing(name) || isInterpreter(name) ? name : null;
}
