/** How programs are named to a person: what the kernel says plainly, what a process says of itself in quotes. */
import { plainText } from '../../shared/plain-text.ts';
import type { ProgramFacts } from '../../store/auth-store.ts';
import { fileName } from './claimed-name.ts';
import type { ListeningSocket, Owner } from './process-table.ts';

const LONGEST_NAME = 40;
const LONGEST_PATH = 160;
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

const USERS: Readonly<Record<Owner, string>> = {
  self: 'run by you',
  administrator: 'run by the administrator',
  other: 'run by another user',
  unknown: 'its user could not be determined',
};

/** The executable behind a socket, the process that runs it, and for whom. */
export function listening({ program, owner }: ListeningSocket): string {
  if (program === null) return `a program that could not be determined (${USERS[owner]})`;
  const where = program.confined ? ', in a container of its own' : '';
  return `${executable(program)} (process ${program.pid}, ${USERS[owner]}${where})`;
}

/** The executable that registered; its process may have ended since. */
export function registering(program: ProgramFacts, owner: Owner): string {
  return `${executable(program)} (${USERS[owner]})`;
}

/** @returns "It says it is “x”, started by “y”"; null when it says nothing that the path did not */
export function claims({ path, name, parents }: ProgramFacts): string | null {
  const isNew = name !== null && (path === null || name !== fileName(path));
  const chain = parents.map(quoted).join(', itself started by ');
  if (isNew && chain !== '') return `It says it is ${quoted(name)}, started by ${chain}`;
  if (isNew) return `It says it is ${quoted(name)}`;
  return chain === '' ? null : `It says it was started by ${chain}`;
}

/** @param since milliseconds */
export function ago(since: number): string {
  if (since < MINUTE) return `${Math.max(0, Math.floor(since / 1000))} s ago`;
  if (since < HOUR) return `${Math.floor(since / MINUTE)} min ago`;
  if (since < DAY) return `${Math.floor(since / HOUR)} h ago`;
  return `${Math.floor(since / DAY)} days ago`;
}

export function executable({ path }: Pick<ProgramFacts, 'path'>): string {
  return path === null ? 'a program whose file could not be determined' : shortened(plainText(path));
}

export function quoted(claim: string): string {
  const letters = [...plainText(claim).replaceAll(/[“”"]/g, '').trim()];
  return `“${letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : letters.join('')}”`;
}

/** Both ends of a long path: the end names the program, the start says whose it is. */
function shortened(path: string): string {
  const letters = [...path];
  if (letters.length <= LONGEST_PATH) return path;
  return `${letters.slice(0, 40).join('')}…${letters.slice(-(LONGEST_PATH - 41)).join('')}`;
}
