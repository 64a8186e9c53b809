import type { Check } from '../facts.ts';

/** Ruling 18: without its keychain Gatehouse does not start, and never keeps keys elsewhere by itself. */
export const lockedKeychain: Check = ({ keychain }) =>
  keychain.state === 'fails'
    ? [
        {
          check: 'locked-keychain',
          what: 'The keys of this profile cannot be read',
          why: keychain.problem.replace(/\.$/, ''),
          todo: 'unlock the system keychain, then start Gatehouse again',
        },
      ]
    : [];
