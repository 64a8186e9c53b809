/** Who is connected, the last to use it first, and what can be done about each. */
import { clientRoute } from '../window/route.ts';
import { ago } from './ago.ts';
import type { Line } from './menu.ts';
import type { Connection, RunningState, TrayActions } from './state.ts';
import { menuText, nameOf } from './words.ts';

/** A menu of a hundred lines scrolls on some systems and is cut on others. */
const MOST = 10;

export function connectionsMenu({ connections, now }: RunningState, actions: TrayActions): Line {
  const held = connections
    .filter(({ state, connectedSince }) => connectedSince !== null && (state === 'connected' || state === 'paused'))
    .sort((left, right) => lastSeen(right) - lastSeen(left));
  if (held.length === 0) return { label: 'Connections', submenu: [{ label: 'No programs connected', enabled: false }] };
  const lines = held.slice(0, MOST).map((connection) => connectionLine(connection, now, actions));
  const rest: Line[] = held.length > MOST ? [{ type: 'separator' }, { label: 'All connections…', click: () => actions.open('/clients') }] : [];
  return { label: 'Connections', submenu: [...lines, ...rest] };
}

function connectionLine(connection: Connection, now: number, { open, pause, resume, disconnect }: TrayActions): Line {
  const { id, state } = connection;
  return {
    id: `connection ${id}`,
    label: menuText(`${nameOf(connection)}, ${usage(connection, now)}`),
    submenu: [
      { label: 'Open', click: () => open(clientRoute(id)) },
      state === 'paused' ? { label: 'Resume', click: () => resume(id) } : { label: 'Pause', click: () => pause(id) },
      { label: 'Disconnect…', click: () => disconnect(connection) },
    ],
  };
}

function usage({ state, lastUsedAt }: Connection, now: number): string {
  if (state === 'paused') return 'paused';
  return lastUsedAt === null ? 'not used yet' : ago(lastUsedAt, now);
}

function lastSeen({ lastUsedAt, connectedSince }: Connection): number {
  return lastUsedAt ?? connectedSince ?? 0;
}
