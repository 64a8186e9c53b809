import { DamagedFile } from '../../../../../src/moving/reading.ts';
import { lineOf } from '../../../api/broker.ts';

/** One line for the person: what is wrong with the file, or what the broker refused. */
export function problemLine(problem: unknown): string {
  // Its advice is for the command line where it names an option.
  return problem instanceof DamagedFile ? problem.message.replace(/ If you know which, say it with --from\.$/, '') : lineOf(problem);
}
