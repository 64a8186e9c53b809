import { type ComponentProps, useMemo, useState } from 'react';
import { plainText } from '../../../src/shared/plain-text.ts';
import type { ClientView, SessionView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { useLive } from '../api/use-live.ts';
import { Button } from '../parts/button.tsx';
import { useConfirm } from '../parts/confirm.tsx';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { Search } from '../parts/search.tsx';
import { Table, type TableColumn } from '../parts/table.tsx';
import { Toolbar } from '../parts/toolbar.tsx';
import { When } from '../parts/when.tsx';
import { goTo } from '../shell/route.ts';
import { shortPermissions } from './client-words.ts';
import { MadeKey, NewKey } from './new-key.tsx';
import { type SessionRow, sessionRows } from './session-rows.ts';
import { NEW_KEY, SESSIONS } from './sessions-words.ts';

export const COLUMNS: readonly TableColumn<SessionRow>[] = [
  { id: 'client', title: SESSIONS.client, show: (row) => <Client row={row} />, text: ({ title }) => title, share: 6, least: 140 },
  { id: 'kind', title: SESSIONS.kind, show: ({ kind }) => SESSIONS[kind], from: 710, least: 90 },
  { id: 'may', title: SESSIONS.may, show: ({ scopes }) => shortPermissions(scopes), from: 620, least: 90 },
  { id: 'issued', title: SESSIONS.issued, show: ({ issuedAt }) => <When at={issuedAt} />, from: 530, least: 90 },
  { id: 'used', title: SESSIONS.used, show: ({ lastUsedAt }) => <When at={lastUsedAt} />, from: 380, least: 104 },
  { id: 'ends', title: SESSIONS.ends, show: ({ endsAt }) => <When at={endsAt} otherwise={SESSIONS.noEnd} />, from: 440, least: 95 },
];

const idOf = ({ id }: SessionRow) => id;

/** Every open login and every key for scripts, and the end of each. */
export function SessionsPage() {
  const { value, problem } = useLive<{ readonly sessions: readonly SessionView[] }>('sessions.list');
  const { value: rows } = useLive<{ readonly clients: readonly ClientView[] }>('clients.list');
  const [text, setText] = useState('');
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<ComponentProps<typeof MadeKey>['made'] | null>(null);
  const { end, endAll } = useSessionActs();
  const open = useMemo(() => (value === null || rows === null ? null : sessionRows(value.sessions, rows.clients, Date.now())), [value, rows]);
  const found = useMemo(() => open?.filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase())) ?? [], [open, text]);
  const columns = useMemo<readonly TableColumn<SessionRow>[]>(
    () => [...COLUMNS, { id: 'end', title: SESSIONS.action, show: (row) => <End row={row} onEnd={end} />, least: 80 }],
    [end],
  );
  const hasLogin = open?.some(({ kind }) => kind === 'login') ?? false;
  return (
    <Page
      title={SESSIONS.title}
      problem={problem}
      actions={
        <>
          <Button onPress={() => setMaking(true)}>{NEW_KEY.open}</Button>
          {hasLogin ? (
            <Button look="danger" onPress={() => void endAll()}>
              {SESSIONS.endAll}
            </Button>
          ) : null}
        </>
      }
    >
      {isMaking ? (
        <NewKey
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
          }}
        />
      ) : null}
      {made === null ? null : <MadeKey made={made} onDone={() => setMade(null)} />}
      {open === null ? null : open.length === 0 ? (
        <Empty text={SESSIONS.empty} />
      ) : (
        <>
          <Toolbar>
            <Search label={SESSIONS.search} value={text} onChange={setText} />
          </Toolbar>
          <Table
            label={SESSIONS.title}
            columns={columns}
            items={found}
            idOf={idOf}
            onOpen={({ clientId }) => (clientId === null ? undefined : goTo('clients', clientId))}
            onDelete={(row) => void end(row)}
            empty={<Empty text={SESSIONS.nothingFound} />}
          />
        </>
      )}
    </Page>
  );
}

function Client({ row: { title, program, renewals, kind } }: { readonly row: SessionRow }) {
  const facts = [program === null ? null : plainText(program), kind === 'key' ? null : SESSIONS.renewed(renewals)].filter((fact) => fact !== null);
  return (
    <>
      <span className="cut name">{title}</span>
      {facts.length === 0 ? null : <span className="cut soft small">{facts.join(' · ')}</span>}
    </>
  );
}

function End({ row, onEnd }: { readonly row: SessionRow; readonly onEnd: (row: SessionRow) => Promise<boolean> }) {
  return (
    <Button label={`${SESSIONS.end} ${row.title}`} onPress={() => void onEnd(row)}>
      {SESSIONS.end}
    </Button>
  );
}

function useSessionActs() {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();
  return useMemo(
    () => ({
      async end({ id, kind, clientId, title }: SessionRow) {
        const text = kind === 'key' ? SESSIONS.endKeyText : SESSIONS.endText;
        if (!(await confirm({ title: SESSIONS.endTitle(title), text, action: SESSIONS.end }))) return false;
        // A key is the whole connection of its client.
        return act(() => (kind === 'key' ? ask('clients.revoke', { id: clientId }) : ask('sessions.end', { id })), SESSIONS.ended);
      },
      async endAll() {
        if (!(await confirm({ title: SESSIONS.endAllTitle, text: SESSIONS.endAllText, action: SESSIONS.endAll }))) return false;
        return act(() => ask('sessions.endAll'), SESSIONS.allEnded);
      },
    }),
    [ask, act, confirm],
  );
}
