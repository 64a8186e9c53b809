import { useState } from 'react';
import type { PlanView, ProgramView } from '../../../../src/shared/connect-view.ts';
import { plainText } from '../../../../src/shared/plain-text.ts';
import { useAct } from '../../api/use-act.ts';
import { useBroker } from '../../api/use-broker.ts';
import { Button } from '../../parts/button.tsx';
import { State } from '../../parts/state.tsx';
import { Warnings } from '../../parts/warnings.tsx';
import { useConnectActs } from './use-connect-acts.ts';
import { CONNECT, STATES } from './words.ts';

const VERBS = { 'not-connected': CONNECT.connect, vanished: CONNECT.repair, different: CONNECT.replace } as const;

/** One program of this computer: what it knows, what would change, the change, and back. */
export function Program({ program }: { readonly program: ProgramView }) {
  const { name, state, path, problem, running } = program;
  const [plan, setPlan] = useState<PlanView | null>(null);
  const act = useAct();
  const { refresh } = useBroker();
  const { plan: look, connect, undo } = useConnectActs(program);
  const verb = state === 'not-connected' || state === 'vanished' || state === 'different' ? VERBS[state] : null;
  return (
    <li className="card">
      <div className="head">
        <div className="title">
          <h3>{name}</h3>
          <State state={state} text={STATES[state]} />
          <p className="soft small">
            <code>{plainText(path)}</code>
          </p>
        </div>
        <div className="actions">
          {verb === null ? null : (
            <>
              <Button
                label={`${plan === null ? CONNECT.show : CONNECT.hide}: ${name}`}
                onPress={() => (plan === null ? void act(async () => setPlan(await look())) : setPlan(null))}
              >
                {plan === null ? CONNECT.show : CONNECT.hide}
              </Button>
              <Button look="main" label={`${verb}: ${name}`} onPress={() => void connect().then((done) => (done ? setPlan(null) : undefined))}>
                {verb}
              </Button>
            </>
          )}
          {problem === null ? null : (
            <Button label={`${CONNECT.again}: ${name}`} onPress={refresh}>
              {CONNECT.again}
            </Button>
          )}
          {/* Whoever took the entry out themselves is not to be told of it at every start. */}
          {state === 'connected' || state === 'vanished' ? (
            <Button label={`${CONNECT.undo}: ${name}`} onPress={() => void undo()}>
              {CONNECT.undo}
            </Button>
          ) : null}
        </div>
      </div>
      {problem === null ? null : <p className="problem">{CONNECT.unreadable(plainText(problem))}</p>}
      <Warnings lines={running && verb !== null ? [CONNECT.running(name)] : []} />
      {plan === null ? null : <Change plan={plan} />}
    </li>
  );
}

function Change({ plan: { change, command } }: { readonly plan: PlanView }) {
  if (change.length === 0) return <p className="soft">{CONNECT.nothing}</p>;
  return (
    <>
      <pre className="text-block">
        {/* Without the two lines that name the file once more. */}
        {change.slice(2).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, that never move
          <span key={index} data-change={line.charAt(0)}>{`${plainText(line.replaceAll('\t', '  '))}\n`}</span>
        ))}
      </pre>
      {command === null ? null : <p className="soft small">{CONNECT.byCommand(plainText(command))}</p>}
    </>
  );
}
