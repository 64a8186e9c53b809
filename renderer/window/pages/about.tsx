import type { AboutView } from '../../../src/shared/about-view.ts';
import { useLive } from '../api/use-live.ts';
import { Copy } from '../parts/copy.tsx';
import { FactRows } from '../parts/fact-rows.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { When } from '../parts/when.tsx';
import { ABOUT, diagnosticsText, size } from './about/words.ts';

export function AboutPage() {
  const { value, problem } = useLive<AboutView>('about.get');
  return (
    <Page title={ABOUT.title} problem={problem}>
      {value === null ? null : (
        <>
          <Health about={value} />
          <Section title={ABOUT.diagnostics}>
            <p className="soft">{ABOUT.diagnosticsText}</p>
            <pre className="text-block">{diagnosticsText(value)}</pre>
            <div className="actions">
              <Copy label={ABOUT.copy} of={ABOUT.diagnostics} text={diagnosticsText(value)} />
            </div>
          </Section>
        </>
      )}
    </Page>
  );
}

function Health({ about: { version, issuer, mcp, startedAt, memories, connected, databases, vault, system, lastFault } }: { readonly about: AboutView }) {
  return (
    <FactRows
      rows={[
        [ABOUT.version, version],
        [ABOUT.address, <code key="address">{new URL(issuer).host}</code>],
        [ABOUT.endpoint, <code key="endpoint">{mcp}</code>],
        [ABOUT.running, <When key="running" at={startedAt} />],
        [ABOUT.memory, memories.toLocaleString('en')],
        [ABOUT.connections, connected.toLocaleString('en')],
        [ABOUT.databases, databases.map(({ name, bytes }) => `${name} ${size(bytes)}`).join(', ')],
        [ABOUT.vault, ABOUT.vaults[vault]],
        [ABOUT.system, system],
        [ABOUT.fault, lastFault === null ? ABOUT.noFault : <Fault key="fault" fault={lastFault} />],
      ]}
    />
  );
}

function Fault({ fault: { at, where, id } }: { readonly fault: NonNullable<AboutView['lastFault']> }) {
  return (
    <>
      {where} (<code>{id}</code>), <When at={at} />
    </>
  );
}
