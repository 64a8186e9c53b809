/** How a command ends, and what is said when it could not do what it was asked for. */
import { CommanderError, InvalidArgumentError } from 'commander';
import { DamagedFile } from '../moving/reading.ts';
import { ConnectRefused } from './connect-command.ts';
import { BrokerRefused, NoBroker } from './control-client.ts';
import type { Io } from './io.ts';

/** 0 done, 1 refused or failed, 2 wrong usage, 3 no broker is running. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Tells the person in one line. @throws what is a fault of ours */
export function explain(error: unknown, io: Pick<Io, 'err'>): ExitCode {
  if (error instanceof InvalidArgumentError) io.err(`${error.message}. See: gatehouse --help`);
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof NoBroker) {
    io.err(error.message);
    return 3;
  }
  if (error instanceof BrokerRefused || error instanceof ConnectRefused || error instanceof DamagedFile) {
    io.err(error.message);
    return 1;
  }
  throw error;
}
