import type { Check, Finding } from '../facts.ts';

/** Milliseconds. Less is the ordinary adjustment by a time server. */
const TOLERATED = 120_000;
/** Before there was a Gatehouse: a battery that ran out, a machine that started without its clock. */
const EARLIEST = Date.UTC(2026, 8, 1);

const when = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** Tokens hold by the clock: set back, they are from the future; set forward, they have all run out. */
export const wrongClock: Check = ({ now, lastActivityAt, databases, ports, attempts }) => {
  const latest = Math.max(lastActivityAt ?? 0, ...databases.map(({ changedAt }) => changedAt));
  const told = ports.find(({ answers, date }) => answers === 'gatehouse' && date !== null && Math.abs(date - now) > TOLERATED);
  const isStopped = attempts.some(({ stopped, resolved }) => stopped?.problem === 'clock' && !resolved);
  const finding = (why: string): Finding[] => [
    {
      check: 'wrong-clock',
      what: `The clock of this computer is wrong: it says ${when(now)}`,
      why,
      todo: 'set it, best by the network; then programs that were refused log in again',
    },
  ];
  if (now < EARLIEST) return finding('that is before this version was made');
  if (latest > now + TOLERATED) return finding(`this profile was last used at ${when(latest)}, which has not come yet`);
  if (told?.date) return finding(`the broker says that it is ${when(told.date)}`);
  return isStopped ? finding('a program came with a token from the future') : [];
};
