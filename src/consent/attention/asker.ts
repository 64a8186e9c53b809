/** Who asks, as far as the budget and the blocks are concerned. */
import type { Client, ProgramFacts } from '../../store/auth-store.ts';
import { identityOf } from '../evidence/same-program.ts';

export type Asker = {
  readonly clientId: string;
  readonly name: string | null;
  /** The same program with the same name and redirects, under whatever client id it registered this time. */
  readonly rowKey: string;
  readonly program: string;
  /** The origin of the website that opened the request, empty when it did not say; null when a program did. */
  readonly website: string | null;
};

/** Programs that could not be told apart count as one. */
export const UNKNOWN_PROGRAM = 'unknown';

export function askerOf(client: Client, website: string | null): Asker {
  return { clientId: client.id, name: client.label ?? client.name, rowKey: client.rowKey, program: programKey(client.program), website };
}

/** It is asked for of everything that waits whenever somebody asks, and taking a path apart is dear. */
const keys = new WeakMap<ProgramFacts, string>();

/** The path comes from the kernel; the name is the process's own, and only keeps two scripts of one interpreter apart. */
export function programKey(program: ProgramFacts | null): string {
  if (program === null) return UNKNOWN_PROGRAM;
  const key = keys.get(program) ?? keyOf(program);
  keys.set(program, key);
  return key;
}

function keyOf(program: ProgramFacts): string {
  const identity = identityOf(program);
  return identity === null ? UNKNOWN_PROGRAM : JSON.stringify([program.uid, identity.path, identity.script]);
}
