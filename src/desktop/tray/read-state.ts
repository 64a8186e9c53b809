/** What the tray shows now, gathered from those who know it. */
import type { Attention } from '../../consent/attention/attention.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { StatusView } from '../../shared/views.ts';
import type { AskBroker } from '../ask-broker.ts';
import type { TrayState } from './state.ts';

export type Running = {
  readonly status: Pick<StatusView, 'issuer' | 'testProfile'>;
  readonly gatehouse: {
    readonly desk: Pick<ConsentDesk, 'list'>;
    readonly attention: Pick<Attention, 'view'>;
    readonly control: { locked(): boolean };
  };
};

export type Around = {
  /** Why no broker runs; null while that is not known. */
  readonly problem: string | null;
  /** Whether it is a test profile, also while no broker runs that could say so. */
  readonly test: boolean;
  readonly startsAtLogin: boolean;
  readonly clients: AskBroker['clients'];
  readonly now: number;
};

export async function readState(running: Running | null, { problem, test, startsAtLogin, clients, now }: Around): Promise<TrayState> {
  if (running === null) return problem === null ? { kind: 'starting', test, startsAtLogin } : { kind: 'problem', test, line: problem, startsAtLogin };
  const { status, gatehouse } = running;
  const connections = await clients();
  const { quietUntil, silence } = gatehouse.attention.view();
  return {
    kind: 'running',
    test: status.testProfile,
    address: new URL(status.issuer).host,
    locked: gatehouse.control.locked(),
    waiting: gatehouse.desk.list(),
    connections,
    quietUntil,
    silence,
    startsAtLogin,
    now,
  };
}
