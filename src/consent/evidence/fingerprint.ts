import type { Listeners, ListeningSocket } from './process-table.ts';

/**
 * Changes when the program that would receive the answer changes, and only then: a client may close and open its
 * listener again. A socket whose program cannot be seen stands for itself.
 */
export function fingerprintOf(receivers: readonly ListeningSocket[], complete: Listeners['complete']): string {
  if (receivers.length === 0) return complete ? 'nobody' : 'unseen';
  const programs = receivers.map(({ id, program, owner }) => JSON.stringify(program === null ? [owner, id] : [program.pid, program.started, program.path]));
  return [...new Set(programs)].sort().join(' ');
}
