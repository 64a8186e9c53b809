/** Connecting programs of this computer, from the window: what is here, what would change, the change, and back. */
import type { ActivityLog } from '../activity/record.ts';
import { changeLines } from '../connect/change-lines.ts';
import type { ClientProgram } from '../connect/client-program.ts';
import { CLIENT_PROGRAMS } from '../connect/clients/all.ts';
import { CannotConnect, type Connector, type Plan, type Seen } from '../connect/connector.ts';
import { ConfigUnreadable } from '../connect/edit/config-format.ts';
import { whyRepair } from '../connect/why-repair.ts';
import { connectedPrograms } from '../doctor/checks/log-in-again.ts';
import type { CheckView, PlanView, ProgramsView, ProgramView } from '../shared/connect-view.ts';
import type { ClientView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { AdminFault } from './fault.ts';
import { lastIn } from './last-in.ts';
import type { Admin } from './method.ts';
import { readObject, readText } from './parameters.ts';

type Deps = {
  readonly connector: Connector;
  /** The endpoint that programs are given. */
  readonly mcp: string;
  readonly selfTest: () => Promise<readonly CheckView[]>;
  readonly clients: () => Promise<readonly ClientView[]>;
  readonly sessions: AuthStore['sessions']['list'];
  readonly activity: ActivityLog;
};

export function connectMethods({ connector, mcp, selfTest, clients, sessions, activity }: Deps): Admin {
  return {
    'connect.list': async (): Promise<ProgramsView> => {
      const [seen, rows, opened] = await Promise.all([connector.list(CLIENT_PROGRAMS), clients(), sessions()]);
      const logins = { isConnected: connectedPrograms(rows), lastIn: lastIn(rows, opened) };
      return { mcp, programs: seen.map((each) => programView(each, connector, logins)) };
    },
    'connect.plan': async (value): Promise<PlanView> => {
      const client = clientOf(value);
      return leavingAlone(client, async () => planView(await connector.plan(client)));
    },
    'connect.apply': async (value, by): Promise<PlanView> => {
      const client = clientOf(value);
      const plan = await leavingAlone(client, () => connector.connect(client));
      if (plan.before !== plan.after) activity.record({ kind: 'program.connected', program: client.name, by });
      return planView(plan);
    },
    'connect.undo': async (value, by) => {
      const client = clientOf(value);
      const changed = await leavingAlone(client, () => connector.undo(client));
      if (changed) activity.record({ kind: 'program.undone', program: client.name, by });
      return { id: client.id, changed };
    },
    'connect.test': async () => ({ checks: await selfTest() }),
  };
}

function clientOf(value: unknown): ClientProgram {
  const id = readText(readObject(value), 'id');
  const client = CLIENT_PROGRAMS.find((each) => each.id === id);
  if (client === undefined) throw new AdminFault(`${id} is no program that is known here. There are: ${CLIENT_PROGRAMS.map((each) => each.id).join(', ')}`);
  return client;
}

/** A file that cannot be understood is not touched. */
async function leavingAlone<Value>({ name }: ClientProgram, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CannotConnect) throw new AdminFault(error.message);
    if (!(error instanceof ConfigUnreadable)) throw error;
    throw new AdminFault(`The file of ${name} was left alone: ${error.message}. Correct it, then try again.`);
  }
}

type Logins = { readonly isConnected: (program: string) => boolean; readonly lastIn: (program: string) => number | null };

function programView(seen: Seen, connector: Connector, { isConnected, lastIn }: Logins): ProgramView {
  const { client, state, path, running, problem } = seen;
  const isLoggedOut = state === 'connected' && !isConnected(client.id);
  const { text, problem: obstacle, command, link } = connector.byHand(client);
  const byHand = { text, problem: obstacle, command: command?.join(' ') ?? null, link };
  const { id, name, next } = client;
  return { id, name, state, path, running, problem, astray: whyRepair(seen, connector.url), isLoggedOut, lastInAt: lastIn(id), next, byHand };
}

function planView(plan: Plan): PlanView {
  return { id: plan.client.id, path: plan.path, change: changeLines(plan), command: plan.command?.join(' ') ?? null };
}
