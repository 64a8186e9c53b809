/** Every sentence of the shell around the pages. */

import { TEST_LINE } from '../../../src/shared/request-words.ts';

export const SHELL = {
  pages: 'Pages',
  running: (host: string) => `Running on ${host}`,
  locked: 'Everything is paused',
  lock: 'Pause everything',
  unlock: 'Resume everything',
  test: TEST_LINE,
} as const;
