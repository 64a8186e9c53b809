/** The computer the broker runs on, as far as the core may look at it; `src/edge/machine` stands behind these. */

/** Reading below `/proc`. Nothing throws, and nothing holds the event loop for long. */
export type ProcFiles = {
  /** The text of a file; empty when there is no such file, null when it cannot be read. */
  read(path: string): Promise<string | null>;
  /** The text of a short file that the kernel makes by itself, so that no process can hold it up; null when it cannot be read. */
  readSmall(path: string): string | null;
  /**
   * The first rows of a table, up to and with the first that ends it: a row of the kernel's costs what it takes to find it.
   * @param ends given each row with its place
   * @returns none when there is no such file, null when it cannot be read
   */
  readRows(path: string, ends: (row: string, place: number) => boolean): Promise<readonly string[] | null>;
  /** What a link points to; null when it cannot be read. */
  readLink(path: string): Promise<string | null>;
  /** The names in a directory; none when it cannot be read. */
  list(path: string): Promise<readonly string[]>;
  /** Which of the targets the links in a directory point to; none when it cannot be read. */
  findLinks(directory: string, targets: ReadonlySet<string>): Promise<ReadonlySet<string>>;
};

/** The system's own tools that tell of sockets, processes and windows. */
export type Tool = 'lsof' | 'netstat' | 'ps' | 'powershell' | 'xprop';

/**
 * Runs one of them, without a shell and without a search along the PATH.
 * @param limit milliseconds
 * @returns its output, also when the tool says "nothing found" with its exit code; null when it could not be run in time
 */
export type RunTool = (tool: Tool, words: readonly string[], limit: number) => Promise<string | null>;
