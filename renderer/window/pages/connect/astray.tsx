import { useState } from 'react';
import type { ProgramsView, ProgramView } from '../../../../src/shared/connect-view.ts';
import { plainText } from '../../../../src/shared/plain-text.ts';
import { lineOf } from '../../api/broker.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { CONNECT } from './words.ts';

/** After another port or profile: who looks for Gatehouse where it is not, all of them brought back at once, and who must log in again then. */
export function Astray({ programs }: Pick<ProgramsView, 'programs'>) {
  const { ask } = useBroker();
  const act = useAct();
  // With when each had last been in: who was in since then has logged in.
  const [repaired, setRepaired] = useState<ReadonlyMap<string, number | null>>(new Map());
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map());
  const astray = programs.filter((program) => program.astray !== null);
  const loggedOut = programs.filter(({ id, state, isLoggedOut, lastInAt }) => isLoggedOut || (state === 'connected' && repaired.get(id) === lastInAt));
  if (astray.length === 0 && loggedOut.length === 0) return null;

  /** One that cannot be brought back keeps none of the others from it. */
  const repair = () =>
    act(async () => {
      const problems = new Map<string, string>();
      for (const { id } of astray) await ask('connect.apply', { id }).catch((problem: unknown) => problems.set(id, lineOf(problem)));
      setFailed(problems);
      setRepaired(new Map([...repaired, ...astray.map(({ id, lastInAt }) => [id, lastInAt] as const)]));
    });

  return (
    <Section title={CONNECT.left}>
      {astray.length === 0 ? null : (
        <>
          <p>{CONNECT.astray}</p>
          <Lines programs={astray} line={({ id, astray: why }) => failed.get(id) ?? why ?? ''} />
          <div className="actions">
            <Button look="main" onPress={() => void repair()}>
              {CONNECT.repairAll}
            </Button>
          </div>
        </>
      )}
      {loggedOut.length === 0 ? null : (
        <>
          <p>{CONNECT.loggedOut}</p>
          <Lines programs={loggedOut} line={({ next }) => next} />
        </>
      )}
    </Section>
  );
}

function Lines({ programs, line }: { readonly programs: readonly ProgramView[]; readonly line: (program: ProgramView) => string }) {
  return (
    <ul className="bullets">
      {programs.map((program) => (
        <li key={program.id}>
          {program.name}: {plainText(line(program))}
        </li>
      ))}
    </ul>
  );
}
