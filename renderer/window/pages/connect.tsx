import type { ProgramsView } from '../../../src/shared/connect-view.ts';
import { useLive } from '../api/use-live.ts';
import { Copy } from '../parts/copy.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { StepList } from '../parts/step-list.tsx';
import { Astray } from './connect/astray.tsx';
import { ByHand } from './connect/by-hand.tsx';
import { LiveLine } from './connect/live-line.tsx';
import { Program } from './connect/program.tsx';
import { SelfTest } from './connect/self-test.tsx';
import { CONNECT } from './connect/words.ts';

export function ConnectPage() {
  const { value, problem } = useLive<ProgramsView>('connect.list');
  return (
    <Page title={CONNECT.title} problem={problem}>
      {value === null ? null : <Astray programs={value.programs} />}
      {value === null ? null : <Endpoint mcp={value.mcp} />}
      <Section title={CONNECT.next}>
        <ol className="steps">
          {CONNECT.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <LiveLine />
      </Section>
      <StepList />
      {value === null ? null : (
        <>
          <Here programs={value.programs} />
          <ByHand mcp={value.mcp} programs={value.programs} />
        </>
      )}
      <SelfTest />
    </Page>
  );
}

function Endpoint({ mcp }: Pick<ProgramsView, 'mcp'>) {
  return (
    <Section title={CONNECT.endpoint}>
      <div className="line">
        <pre className="text-block">{mcp}</pre>
        <Copy of={CONNECT.endpoint} text={mcp} />
      </div>
      <p className="soft">{CONNECT.endpointText}</p>
    </Section>
  );
}

/** What is not on this computer is left out; it stands under "By hand". */
function Here({ programs }: Pick<ProgramsView, 'programs'>) {
  const here = programs.filter(({ state }) => state !== 'not-found');
  return (
    <Section title={CONNECT.here}>
      {here.length === 0 ? <p className="soft">{CONNECT.noneHere}</p> : null}
      <ul className="cards">
        {here.map((program) => (
          <Program key={program.id} program={program} />
        ))}
      </ul>
    </Section>
  );
}
