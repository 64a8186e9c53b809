import type { ProgramFacts } from '../../store/auth-store.ts';
import type { Listeners, ListeningSocket } from './process-table.ts';
import type { RedirectPort } from './redirect-port.ts';
import { isSameProgram } from './same-program.ts';

type Seen = {
  readonly target: RedirectPort;
  readonly receivers: readonly ListeningSocket[];
  readonly complete: Listeners['complete'];
  readonly registrar: ProgramFacts | null;
};

/** What is wrong with the program that would receive the answer, worst first; only what is true. */
export function listenerWarnings(seen: Seen): readonly string[] {
  const { target, receivers, complete } = seen;
  const place = `${target.host}:${target.port}`;
  if (receivers.length === 0) return [complete ? `Nobody is listening at ${place}` : `Who listens at ${place} could not be determined`];
  return [
    ...(receivers.some(({ owner }) => owner === 'other') ? ['The listener runs as another user of this computer'] : []),
    ...(isDivided(receivers) ? [`More than one program listens at ${place}`] : []),
    ...(isStranger(seen) ? ['The listener is not the program that registered'] : []),
    ...(receivers.some(({ owner }) => owner === 'administrator') ? ['The listener runs as the administrator of this computer'] : []),
    ...(receivers.some(({ program }) => program === null) ? [`Which program listens at ${place} could not be determined`] : []),
  ];
}

/** Two sockets of one process are one listener: most clients open both loopback addresses. */
function isDivided(receivers: readonly ListeningSocket[]): boolean {
  return new Set(receivers.map(({ id, program }) => (program === null ? id : program.pid))).size > 1;
}

function isStranger({ receivers, registrar }: Seen): boolean {
  return registrar !== null && receivers.some(({ program }) => program !== null && !isSameProgram(program, registrar));
}
