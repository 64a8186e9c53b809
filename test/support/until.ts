import { vi } from 'vitest';
import { PATIENCE } from './patience.ts';

/** Waits for what comes later: a file, a frame, a process, a message. @returns what the check returned when it passed */
export const until = <Result>(check: () => Result | Promise<Result>): Promise<Result> => vi.waitFor(check, { timeout: PATIENCE, interval: 20 });
