import { useRef, useState } from 'react';
import type { ClientView, StatusView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { Copy } from '../parts/copy.tsx';
import { Fact, Facts } from '../parts/facts.tsx';
import { goTo } from '../shell/route.ts';
import { CLIENTS } from './clients-words.ts';
import { FIRST_RUN, VAULTS } from './first-run-words.ts';
import { Practice } from './practice.tsx';
import { StartAtLogin } from './settings/start-at-login.tsx';

/** Three panes and a practice request, only while no client is connected (ux 2.7). */
export function FirstRun({ clients }: { readonly clients: readonly ClientView[] }) {
  const [pane, setPane] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const [isPractising, setPractising] = useState(false);
  const { value: status } = useLive<StatusView>('status');
  if (clients.some(({ state }) => state === 'connected' || state === 'paused')) return null;
  if (isPractising) return <Practice onDone={() => setPractising(false)} />;
  const panes = [
    { title: FIRST_RUN.keeps, body: <p>{FIRST_RUN.keepsText}</p> },
    { title: FIRST_RUN.runs[status?.host ?? 'desktop'], body: status === null ? null : <Runs status={status} /> },
    { title: FIRST_RUN.connect, body: status === null ? null : <Connect mcp={status.mcp} onPractise={() => setPractising(true)} /> },
  ];
  const shown = panes[pane];
  const go = (next: number) => {
    setPane(next);
    // The button that was pressed may be gone; what is new is read aloud.
    heading.current?.focus();
  };
  return (
    <section className="first" aria-labelledby="first-run">
      {clients.length === 0 ? <p>{CLIENTS.empty}</p> : null}
      <div className="card">
        <p className="soft small">{FIRST_RUN.step(pane + 1, panes.length)}</p>
        <div className="pane">
          <h2 id="first-run" ref={heading} tabIndex={-1}>
            {shown?.title}
          </h2>
          {shown?.body}
        </div>
        <div className="answers">
          {pane === 0 ? null : <Button onPress={() => go(pane - 1)}>{FIRST_RUN.back}</Button>}
          {pane === panes.length - 1 ? null : (
            <Button look="main" onPress={() => go(pane + 1)}>
              {FIRST_RUN.next}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

function Runs({ status: { host, issuer, externalIssuer, vault } }: { readonly status: StatusView }) {
  return (
    <>
      <Facts>
        <Fact term={FIRST_RUN.address}>
          <code>{new URL(issuer).host}</code>
        </Fact>
        <Fact term={FIRST_RUN.vault}>{VAULTS[vault]}</Fact>
      </Facts>
      <p>{FIRST_RUN.addressGood}</p>
      {host === 'desktop' ? <p>{FIRST_RUN.tray}</p> : null}
      <StartAtLogin />
      {externalIssuer === null ? null : <p>{FIRST_RUN.proxied(externalIssuer)}</p>}
    </>
  );
}

function Connect({ mcp, onPractise }: { readonly mcp: string; readonly onPractise: () => void }) {
  return (
    <>
      <p>{FIRST_RUN.connectText}</p>
      <div className="actions">
        <code>{mcp}</code>
        <Copy text={mcp} of={FIRST_RUN.mcp} />
      </div>
      <div className="actions">
        <Button look="main" onPress={() => goTo('connect')}>
          {FIRST_RUN.connectAction}
        </Button>
        <Button onPress={onPractise}>{FIRST_RUN.practise}</Button>
      </div>
    </>
  );
}
