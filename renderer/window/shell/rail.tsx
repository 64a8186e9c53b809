import type { StatusView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { PAGES } from '../pages/pages.ts';
import { Button } from '../parts/button.tsx';
import { Spoken } from '../parts/spoken.tsx';
import { linkTo } from './route.ts';
import { SHELL } from './words.ts';

type Props = { readonly current: string; readonly status: StatusView | null };

export function Rail({ current, status }: Props) {
  return (
    <header className="rail">
      <p className="brand">Gatehouse</p>
      <nav aria-label={SHELL.pages}>
        <ul>
          {PAGES.map(({ name, title, count }) => (
            <li key={name}>
              <a href={linkTo(name)} aria-current={name === current ? 'page' : undefined}>
                {title}
                <Count value={status === null ? 0 : (count?.(status) ?? 0)} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {status === null ? null : <State status={status} />}
    </header>
  );
}

function Count({ value }: { readonly value: number }) {
  if (value === 0) return null;
  return (
    <span className="count">
      <Spoken>, </Spoken>
      {value.toLocaleString('en')}
    </span>
  );
}

function State({ status }: { readonly status: StatusView }) {
  const { ask } = useBroker();
  const act = useAct();
  return (
    <div className="state">
      {status.testProfile ? <p className="test">{SHELL.test}</p> : null}
      {status.locked ? (
        <>
          <p>{SHELL.locked}</p>
          <Button onPress={() => void act(() => ask('unlock'))}>{SHELL.unlock}</Button>
        </>
      ) : (
        <>
          <p>{SHELL.running(new URL(status.issuer).host)}</p>
          <Button onPress={() => void act(() => ask('lock'))}>{SHELL.lock}</Button>
        </>
      )}
    </div>
  );
}
