import type { DecideOutcome } from './desk.ts';

/** Why an answer changed nothing, as the rest of a sentence that begins with the request. */
export const WHY_NOT: Readonly<Record<Exclude<DecideOutcome, 'decided'>, string>> = {
  gone: 'is not waiting any more.',
  announced: 'is only announced: the program has not opened its login yet. It cannot be allowed before.',
  'nothing-granted': 'did not ask for any of these permissions.',
  'not-offered': 'cannot be allowed for that time or with these memories.',
  changed: 'is answered to another program now than you were shown. Look at it again before you allow it.',
  refused: 'comes from a program that was paused, blocked or removed meanwhile.',
};
