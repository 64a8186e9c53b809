import type { Check } from '../facts.ts';

/** Ruling 26: a file of a newer version is not opened for writing, and nothing is served. */
export const newerProfile: Check = ({ databases, directory }) =>
  databases.flatMap(({ name, version, newest }) => {
    if (version === null)
      return [
        {
          check: 'newer-profile',
          what: `${name} in ${directory.path} is damaged or no database`,
          why: 'its first bytes are not those of one',
          todo: 'restore it from a backup, or move it away',
        },
      ];
    if (version <= newest) return [];
    return [
      {
        check: 'newer-profile',
        what: `${name} is newer than this Gatehouse`,
        why: `its layout is number ${version}, and this version knows ${newest}`,
        todo: 'install the version that wrote it; nothing was changed',
      },
    ];
  });
