import type { Check } from '../facts.ts';

/** Drift: some programs write their settings anew from what they remember. Offered for repair, never rewritten by itself. */
export const vanishedEntry: Check = ({ entries }) =>
  entries.flatMap(({ client, name, state, path, problem }) => {
    if (state === 'vanished')
      return [
        {
          check: 'vanished-entry',
          what: `${name} was connected, and its entry is gone`,
          why: `${path} was written anew, by ${name} itself or by hand`,
          todo: `quit ${name}, then run: gatehouse connect ${client}`,
        },
      ];
    if (state !== 'unreadable') return [];
    return [
      {
        check: 'vanished-entry',
        what: `The settings of ${name} cannot be read`,
        why: `${path}: ${problem ?? 'unknown'}`,
        todo: `correct the file, then run: gatehouse connect ${client}`,
      },
    ];
  });
