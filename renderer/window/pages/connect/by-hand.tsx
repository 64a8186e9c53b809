import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ProgramsView, ProgramView } from '../../../../src/shared/connect-view.ts';
import { plainText } from '../../../../src/shared/plain-text.ts';
import { Copy } from '../../parts/copy.tsx';
import { Section } from '../../parts/section.tsx';
import { EnterByHand } from './enter-by-hand.tsx';
import { CONNECT } from './words.ts';

/** Those most people use, in this order; all others are under `Other`. */
const SHOWN = ['claude-code', 'claude-desktop', 'cursor', 'vscode', 'codex'];
const OTHER = 'other';

/** To the letter what a person would write themselves. */
export function ByHand({ programs, mcp }: ProgramsView) {
  const shown = SHOWN.flatMap((id) => programs.find((each) => each.id === id) ?? []);
  return (
    <Section title={CONNECT.hand}>
      <Tabs className="tabs">
        <TabList aria-label={CONNECT.hand} className="tab-list">
          {shown.map(({ id, name }) => (
            <Tab key={id} id={id} className="tab">
              {name}
            </Tab>
          ))}
          <Tab id={OTHER} className="tab">
            {CONNECT.other}
          </Tab>
        </TabList>
        {shown.map((program) => (
          <TabPanel key={program.id} id={program.id} className="tab-panel">
            <Snippets program={program} />
          </TabPanel>
        ))}
        <TabPanel id={OTHER} className="tab-panel">
          <Snippet of={CONNECT.endpoint} text={mcp}>
            {CONNECT.otherText}
          </Snippet>
          <EnterByHand />
        </TabPanel>
      </Tabs>
    </Section>
  );
}

function Snippets({ program: { name, path, next, byHand } }: { readonly program: ProgramView }) {
  return (
    <>
      {byHand.command === null ? null : (
        <Snippet of={name} text={byHand.command}>
          {CONNECT.command}
        </Snippet>
      )}
      {byHand.problem === null ? null : <p className="problem">{plainText(byHand.problem)}</p>}
      {byHand.text === null ? null : (
        <Snippet of={`${name}, ${CONNECT.file}`} text={byHand.text}>
          {CONNECT.file} <code>{plainText(path)}</code>
        </Snippet>
      )}
      {byHand.link === null ? null : (
        <Snippet of={`${name}, ${CONNECT.link}`} text={byHand.link}>
          {CONNECT.link}
        </Snippet>
      )}
      {byHand.problem === null ? <p>{next}</p> : null}
    </>
  );
}

function Snippet({ text, of, children }: { readonly text: string; readonly of: string; readonly children: ReactNode }) {
  return (
    <div className="snippet">
      <p>{children}</p>
      <pre className="text-block">{text.trimEnd()}</pre>
      <Copy of={of} text={text.trimEnd()} />
    </div>
  );
}
