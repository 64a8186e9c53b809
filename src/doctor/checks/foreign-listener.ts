import type { Check } from '../facts.ts';

/** Ruling 1: the port is never left for another, so whoever has it is named. On [::1] too: `localhost` may lead there. */
export const foreignListener: Check = ({ ports, port, holder, status }) => {
  const taken = ports.filter(({ answers }) => answers === 'another' || (answers === 'silent' && status === null));
  if (taken.length === 0) return [];
  const who = holder ?? 'another program';
  const servers = [...new Set(taken.flatMap(({ server }) => (server === null ? [] : [server])))];
  const answers = taken.map(
    ({ address, answers }) => `${address}:${port} ${answers === 'silent' ? 'takes connections and says nothing' : 'answers as something else'}`,
  );
  return [
    {
      check: 'foreign-listener',
      what: `Port ${port} is taken by ${who}`,
      why: `${answers.join(', ')}${servers.length === 0 ? '' : ` (${servers.join(', ')})`}, so programs would give their logins to it`,
      todo: `stop ${who}, then start Gatehouse; or give Gatehouse another port (GATEHOUSE_PORT) and run: gatehouse connect --repair`,
    },
  ];
};
