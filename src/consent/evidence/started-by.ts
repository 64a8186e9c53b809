/**
 * Who asks when a bridge asks: the program that started it. Anybody can start the bridge, so what an Allow is good for
 * depends on how well the kernel can tell that program from others.
 */
import { createHash } from 'node:crypto';
import { saysNothing } from './ancestors.ts';
import { fileName, isInterpreter, oneOf } from './claimed-name.ts';
import type { Connection, ProcessTable, Program } from './process-table.ts';
import { identityOf } from './same-program.ts';
import { within } from './within.ts';

/**
 * Milliseconds that a bridge waits to be looked at. Before every poll it is looked at again, and a question that nobody polls
 * for is withdrawn: shorter than the silence after which that happens (`lifetimes.silence`).
 */
export const LOOK_PATIENCE = 10_000;
/**
 * A look that takes too long sees nothing. Where ten bridges start with everything else of a session that would be ten
 * strangers, and ten questions for one program.
 */
const TRIES = 3;
/** Known for what they are, and yet they run any script or command that somebody hands them: editors, build tools, debuggers, emulators. */
const RUNS_ANYTHING = oneOf([
  ...['emacs(?:-[\\w.]+)*', 'vi', 'ex', 'r?view', 'vimdiff', 'g?vim(?:\\.\\w+)?', 'nvim(?:-qt)?', 'make', 'gmake', 'just', '(?:g|m|n|original-)?awk'],
  ...['gdb(?:-\\w+)*', 'lldb(?:-[\\d.]+)?', 'beam(?:\\.smp)?', 'qemu-[\\w-]+', 'wine[\\w-]*', 'mshta', 'rundll32'],
  ...['tar', 'git', 'ninja', 'cmake', 'forfiles', 'msbuild', 'regsvr32', 'explorer'],
]);

export type StartedBy = {
  /** The process that holds the connection. */
  readonly bridge: Program;
  /** What it was started by; null when that has ended or is nothing that a person knows. */
  readonly starter: Program | null;
  /**
   * `program`: an executable that is one program whoever runs it. `process`: an interpreter, a shell, a tool or nobody, which could
   * be anything the next time; the Allow is for `lives` and nothing after it.
   */
  readonly lasts: 'program' | 'process';
  /** The process whose end is the end of `key`. */
  readonly lives: Program;
  /** The same for whoever is the same to the person. */
  readonly key: string;
};

/** @returns null where the process behind the connection cannot be determined */
export type LookAtBridge = (connection: Connection) => Promise<StartedBy | null>;

export function createLookAtBridge(processes: ProcessTable): LookAtBridge {
  async function look(connection: Connection): Promise<StartedBy | null> {
    const bridge = await persist(() => processes.peerOf(connection));
    return bridge === null ? null : startedBy(bridge, await persist(() => processes.starterOf(bridge)));
  }
  return (connection) => within(LOOK_PATIENCE, look(connection), null);
}

async function persist(look: () => Promise<Program | null>): Promise<Program | null> {
  for (let tries = 1; tries < TRIES; tries += 1) {
    const seen = await look();
    if (seen !== null) return seen;
  }
  return look();
}

export function startedBy(bridge: Program, starter: Program | null): StartedBy {
  const file = starter?.path == null ? null : fileName(starter.path);
  const names = [file, starter?.calledAs].filter((name) => typeof name === 'string');
  // A shell runs what it is told and ends, and its own parent says nothing about who told it: a program that Claude started
  // can become a shell and start the bridge, and a terminal starts everything.
  if (starter === null || file === null || names.some(saysNothing)) return { bridge, starter: null, ...bound(bridge, bridge) };
  const sameWorld = !starter.confined && !bridge.confined && starter.uid !== null && starter.uid === bridge.uid;
  if (!sameWorld || names.some(isInterpreter) || names.some((name) => RUNS_ANYTHING.test(name))) return { bridge, starter, ...bound(starter, bridge) };
  // Which executable speaks for the program belongs to it: what Claude starts is not all its bridge.
  const key = keyOf(['program', starter.uid, identityOf(starter)?.path, identityOf(bridge)?.path]);
  return { bridge, starter, lasts: 'program', lives: starter, key };
}

function bound(lives: Program, bridge: Program): Pick<StartedBy, 'lasts' | 'lives' | 'key'> {
  return { lasts: 'process', lives, key: keyOf(['process', lives.pid, lives.started, lives.path, identityOf(bridge)?.path]) };
}

function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
