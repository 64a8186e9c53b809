/** The technical log: what a developer reads when something went wrong, one line on the error stream each. */
import { plainText } from '../shared/plain-text.ts';

/** @param line may hold a stranger's text, which must not reach a terminal as it came */
export function logLine(line: string): void {
  process.stderr.write(`${plainText(line)}\n`);
}

/** What nobody has handled is written down; it must not take the broker and everyone's connections with it. */
export function hearUnhandled(): void {
  process.on('unhandledRejection', (error) => logLine(`fault outside a request: ${error instanceof Error ? error.message : String(error)}`));
}
