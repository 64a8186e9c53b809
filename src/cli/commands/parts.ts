import type { Command } from 'commander';
import type { Ask } from '../ask.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** What a group of commands is made of. */
export type Parts = {
  /** A new command, with the options that every command has. */
  readonly command: (usage: string, description: string) => Command;
  readonly ask: Ask;
  readonly io: Io;
  /** The command did what it was asked for, and what it found is not well. */
  readonly fail: (code: ExitCode) => void;
};
