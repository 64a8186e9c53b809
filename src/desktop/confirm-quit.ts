import { confirm } from './confirm.ts';

/** Milliseconds: whoever used it since is at work with it. */
const RECENTLY = 5 * 60_000;

/**
 * Asks only when somebody would notice.
 * @param lastUsedAt of all connections, milliseconds since the epoch; null when none was used
 */
export async function mayQuit(lastUsedAt: number | null, now: number): Promise<boolean> {
  if (lastUsedAt === null || now - lastUsedAt > RECENTLY) return true;
  return confirm({
    message: 'Quit Gatehouse?',
    detail:
      'A program has used your memories in the last five minutes. It cannot reach them while Gatehouse is closed. Nothing is lost, and no connection ends.',
    yes: 'Quit',
  });
}
