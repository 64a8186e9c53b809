import type { Client } from '../../store/auth-store.ts';
import { ownerOf } from './owner.ts';
import type { ListeningSocket } from './process-table.ts';
import { isSameProgram } from './same-program.ts';
import { claims, listening, registering } from './words.ts';

/**
 * What can be said of the programs without judging it.
 * @param receivers the sockets that may receive the answer
 * @param ownUid the user the broker runs as
 */
export function factsOf(receivers: readonly ListeningSocket[], client: Client, ownUid: number | null): readonly string[] {
  const listeners = distinct(receivers);
  const facts = listeners.flatMap((socket) => [`Listening there: ${listening(socket)}`, socket.program === null ? null : claims(socket.program)]);
  return [...facts, ...registered(listeners, client, ownUid)].filter((fact) => fact !== null);
}

/** Each process once, and each user once whose process could not be seen. */
function distinct(receivers: readonly ListeningSocket[]): readonly ListeningSocket[] {
  const keyOf = ({ program, owner }: ListeningSocket): string | number => program?.pid ?? owner;
  return receivers.filter((socket, index) => receivers.findIndex((each) => keyOf(each) === keyOf(socket)) === index);
}

function registered(listeners: readonly ListeningSocket[], { program, documentAt }: Client, ownUid: number | null): readonly (string | null)[] {
  // A client that names itself by an address never registered.
  if (program === null) return documentAt === null ? ['Which program registered could not be determined'] : [];
  const isListener = listeners.length > 0 && listeners.every((socket) => socket.program !== null && isSameProgram(socket.program, program));
  if (isListener) return ['The same program registered'];
  return [`Registered by ${registering(program, ownerOf(program.uid, ownUid))}`, listeners.length === 0 ? claims(program) : null];
}
