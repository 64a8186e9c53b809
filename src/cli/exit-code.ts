/** How a command ends, and what is said when it could not do what it was asked for. */
import { CommanderError } from 'commander';
import { DamagedFile } from '../moving/reading.ts';
import { ConnectRefused } from './connect-command.ts';
import { BrokerRefused, NoBroker } from './control-client.ts';
import type { Io } from './io.ts';

/** 0 done, 1 refused or failed, 2 wrong usage, 3 no broker is running. */
export type ExitCode = 0 | 1 | 2 | 3;

type Asked = {
  /** null where it is none. */
  readonly command: string | null;
  /** As it was given. */
  readonly dataDir: string | undefined;
};

/** Tells the person in one line. @throws what is a fault of ours */
export function explain(error: unknown, { command, dataDir }: Asked, io: Pick<Io, 'err'>): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    io.err(`${error.message.replace(/\.$/, '')}. See: gatehouse ${command === null ? '' : `${command} `}--help`);
    return 2;
  }
  if (error instanceof NoBroker) {
    io.err(error.message, dataDir);
    return 3;
  }
  if (error instanceof BrokerRefused || error instanceof ConnectRefused || error instanceof DamagedFile) {
    io.err(error.message, dataDir);
    return 1;
  }
  throw error;
}
