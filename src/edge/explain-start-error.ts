/** Why Gatehouse does not start: one line that says what happened and what to do, and the exit code. */
import { portHolder } from './port-holder.ts';
import { UsageError } from './serve-options.ts';

export type StartFailure = { readonly line: string; readonly code: 1 | 2 };

/** Errors whose message was written for the person. */
const SPOKEN: ReadonlySet<string> = new Set(['StartError', 'VaultUnavailable', 'DatabaseTooNew', 'DatabaseRefused', 'StoreUnavailable']);

/** No room, no quota, or a limit on the size of files. */
const NO_ROOM: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** @param portChoice how the person chooses another port */
export function explainStartError(error: unknown, portChoice = 'with --port'): StartFailure {
  if (error instanceof UsageError) return { line: error.message, code: 2 };
  if (!(error instanceof Error)) return { line: `Gatehouse could not start: ${String(error)}`, code: 1 };
  if (error.name === 'PortTaken' && 'port' in error) return { line: takenPort(Number(error.port), portChoice), code: 1 };
  if ('code' in error && NO_ROOM.has(String(error.code))) return { line: `The disk is full (${error.code}). Make room on it and start again.`, code: 1 };
  const message = error.message.replaceAll('\n', ' ');
  return { line: SPOKEN.has(error.name) ? message : `Gatehouse could not start: ${message}`, code: 1 };
}

function takenPort(port: number, choice: string): string {
  const holder = portHolder(port);
  return `Port ${port} is taken${holder === null ? '' : ` by ${holder}`}. Stop that program, or choose another port ${choice}.`;
}
