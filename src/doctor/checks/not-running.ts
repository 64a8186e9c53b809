import type { Check } from '../facts.ts';

/** Everything else waits until there is a broker; one that cannot start is said by the checks that know why. */
export const notRunning: Check = ({ control, ports, directory }) => {
  if (control === 'answers' || ports.some(({ answers }) => answers === 'another')) return [];
  if (control === 'silent')
    return [
      {
        check: 'not-running',
        what: 'Gatehouse runs and does not answer',
        why: `nothing came from its control socket in ${directory.path}`,
        todo: 'quit it and start it again',
      },
    ];
  if (control === 'another')
    return [
      {
        check: 'not-running',
        what: 'Another program answers in the place of Gatehouse',
        why: `the control socket of ${directory.path} does not prove that it is ours`,
        todo: 'stop that program, then start Gatehouse again',
      },
    ];
  if (ports.some(({ answers }) => answers === 'starting'))
    return [
      {
        check: 'not-running',
        what: 'Gatehouse is still starting',
        why: 'it holds its port and has not opened its files yet',
        todo: 'wait a moment; if it stays so, the system keychain waits for you: unlock it, or answer its question',
      },
    ];
  if (ports.some(({ answers }) => answers === 'gatehouse'))
    return [
      {
        check: 'not-running',
        what: 'A Gatehouse answers, and it is not the one of this data directory',
        why: `it has the port, and nothing runs for ${directory.path}`,
        todo: 'name its directory with --data-dir, or stop it if another user of this computer started it',
      },
    ];
  return [
    { check: 'not-running', what: 'Gatehouse is not running', why: `nobody answers for ${directory.path}`, todo: 'start the app, or in a checkout: npm start' },
  ];
};
