import type { Check } from '../facts.ts';

/** The person's own doing, and easily forgotten. */
export const locked: Check = ({ status }) =>
  status?.locked === true
    ? [
        {
          check: 'locked',
          what: 'Gatehouse is locked',
          why: 'every program is refused until you end that',
          todo: 'choose Unlock in the tray, or run: gatehouse unlock',
        },
      ]
    : [];
