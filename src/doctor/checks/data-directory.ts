import type { Check } from '../facts.ts';

/** What is kept is kept for one person: it does not start when others may read along. */
export const dataDirectory: Check = ({ directory, profile, badSetting }) => {
  const { path, exists, exposed, foreignOwner, writable } = directory;
  if (!exists) return [];
  return [
    ...(foreignOwner
      ? [
          {
            check: 'data-directory',
            what: `${path} belongs to another user`,
            why: 'Gatehouse keeps nothing where somebody else decides',
            todo: 'choose another with --data-dir, or give it to yourself with chown',
          },
        ]
      : []),
    ...(!writable && !foreignOwner
      ? [
          {
            check: 'data-directory',
            what: `${path} cannot be written`,
            why: 'its permissions or its disk do not let Gatehouse keep anything',
            todo: `run: chmod 700 '${path}', and make room on its disk`,
          },
        ]
      : []),
    ...exposed.map((each) => ({
      check: 'data-directory',
      what: `Other users of this computer may read ${each.path}`,
      why: `its mode is ${each.mode}`,
      todo: `run: chmod ${each.path === path ? '700' : '600'} '${each.path}'`,
    })),
    ...(profile === 'damaged'
      ? [
          {
            check: 'data-directory',
            what: `profile.json in ${path} is damaged`,
            why: 'it says what this directory is, and cannot be read',
            todo: 'restore it from a backup',
          },
        ]
      : []),
    ...(badSetting === null
      ? []
      : [
          {
            check: 'data-directory',
            what: 'A setting has a value that is not allowed',
            why: badSetting.replace(/\.$/, ''),
            todo: 'correct it, then start Gatehouse again',
          },
        ]),
  ];
};
