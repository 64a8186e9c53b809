/** The port to whoever can look at processes and sockets. A look-up that fails, or takes too long, is "unknown", never an error. */
import type { ProgramFacts } from '../../store/auth-store.ts';

/** Whose program it is, seen from the user the broker runs as. */
export type Owner = 'self' | 'administrator' | 'other' | 'unknown';

/** A running program: `path`, `uid` and `started` from the kernel; `name` and `parents` are what processes say of themselves. */
export type Program = ProgramFacts & {
  /** With the pid it names one process for good; a pid alone is used again. Opaque. */
  readonly started: string;
  /** The path is one in a file system of its own (container, sandbox), where any file may have any name. */
  readonly confined: boolean;
  /** The shell or interpreter that its command line says it is, whatever its file is called; null when it says anything else. */
  readonly calledAs: string | null;
};

export type ListeningSocket = {
  /** Names the socket while it is open. Opaque. */
  readonly id: string;
  /** `127.0.0.1`, `::1`, or a wildcard: `0.0.0.0`, `::`. */
  readonly address: string;
  readonly owner: Owner;
  /** null when the socket can be seen and its program cannot. */
  readonly program: Program | null;
};

export type Listeners = {
  readonly sockets: readonly ListeningSocket[];
  /** Whether the sockets of all users were looked at: only then does "none" mean that nobody listens. */
  readonly complete: boolean;
};

/** The other end of a connection to the broker, as the broker's socket names it. */
export type Connection = { readonly address: string; readonly port: number; readonly localPort: number };

/** `quick` costs little and can be led to miss a socket by a program that opens and closes hundreds at that moment. */
export type Care = 'quick' | 'exact';

export type ProcessTable = {
  /** Who listens on a TCP port of this computer. @param care `exact` unless said otherwise */
  listenersOf(port: number, care?: Care): Promise<Listeners>;
  /** The program at the other end of a connection. */
  peerOf(connection: Connection): Promise<Program | null>;
  /** Whose that program is; where the system says so without naming the program, that is enough. */
  peerOwnerOf(connection: Connection): Promise<Owner>;
  /** The program that started another one; null when that one has ended since. */
  starterOf(program: Program): Promise<Program | null>;
  /** The program that runs under this pid now. */
  running(pid: number): Promise<Program | null>;
};

export const NOTHING_SEEN: Listeners = { sockets: [], complete: false };

/** Where the system has no way to look that we know. */
export const blindTable: ProcessTable = {
  listenersOf: async () => NOTHING_SEEN,
  peerOf: async () => null,
  peerOwnerOf: async () => 'unknown',
  starterOf: async () => null,
  running: async () => null,
};
