/** A desktop of the test's own: a session bus, its tray, and its notifications. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { defineInterface, type MessageBus, sessionBus, Variant } from 'dbus-native';
import { until } from '../support/until.ts';

export const hasBus = spawnSync('dbus-daemon', ['--version']).status === 0;

export type Notice = { readonly id: number; readonly summary: string; readonly body: string };
export type TrayLine = {
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly separator: boolean;
  readonly lines: readonly TrayLine[];
};

export type DesktopSession = {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  /** What the tray shows now. */
  tray(): Promise<{ readonly toolTip: string; readonly icon: string; readonly lines: readonly TrayLine[] }>;
  /** Clicks a line: the beginning of its label, after those of the submenus that lead to it. */
  click(...path: string[]): Promise<void>;
  /** A click on the icon itself. */
  activate(): Promise<void>;
  readonly notices: readonly Notice[];
  /** The person clicks a notification. */
  open(notice: Notice): void;
  close(): Promise<void>;
};

type Layout = [number, Record<string, unknown>, unknown[]];
type Proxy = Record<string, (...words: unknown[]) => Promise<unknown>>;
type Found = TrayLine & { readonly id: number; readonly lines: readonly Found[] };

export async function startSession(): Promise<DesktopSession> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = (await once(createInterface({ input: daemon.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  const bus = sessionBus({ busAddress: address } as Parameters<typeof sessionBus>[0]);
  const items: string[] = [];
  const notices: Notice[] = [];
  const notifications = defineInterface({
    name: 'org.freedesktop.Notifications',
    methods: {
      Notify: {
        in: { app: 's', replaces: 'u', icon: 's', summary: 's', body: 's', actions: 'as', hints: 'a{sv}', timeout: 'i' },
        out: { id: 'u' },
        handler: ({ summary, body }: { summary: string; body: string }) => notices.push({ id: notices.length + 1, summary, body }),
      },
      CloseNotification: { in: { id: 'u' }, handler: () => undefined },
      GetCapabilities: { out: { capabilities: 'as' }, handler: () => ['body', 'actions'] },
    },
    signals: { ActionInvoked: { args: { id: 'u', action: 's' } }, NotificationClosed: { args: { id: 'u', reason: 'u' } } },
  });
  const watcher = defineInterface({
    name: 'org.kde.StatusNotifierWatcher',
    methods: { RegisterStatusNotifierItem: { in: { service: 's' }, handler: ({ service }: { service: string }) => void items.push(service) } },
    properties: { IsStatusNotifierHostRegistered: { type: 'b', access: 'read', get: () => true } },
  });
  await bus.export('/StatusNotifierWatcher', watcher);
  await bus.export('/org/freedesktop/Notifications', notifications);
  await bus.requestName('org.kde.StatusNotifierWatcher', 0);
  await bus.requestName('org.freedesktop.Notifications', 0);

  const at = async (path: string, name: string): Promise<Proxy> => (await bus.getService(await item(items)).getInterface(path, name)) as unknown as Proxy;
  const properties = async () => {
    const proxy = await at('/StatusNotifierItem', 'org.freedesktop.DBus.Properties');
    return (await proxy.GetAll?.('org.kde.StatusNotifierItem')) as { ToolTip: string[]; IconName: string; Menu: string };
  };
  const menu = async () => at((await properties()).Menu, 'com.canonical.dbusmenu');
  const lines = async (): Promise<readonly Found[]> => {
    const answer = (await (await menu()).GetLayout?.(0, -1, [])) as [number, Layout] | undefined;
    return answer === undefined ? [] : found(answer[1]).lines;
  };

  return {
    address,
    notices,
    async tray() {
      const { ToolTip, IconName } = await properties();
      return { toolTip: ToolTip[2] ?? '', icon: IconName.split('/').at(-1) ?? '', lines: await lines() };
    },
    async click(...path) {
      let [among, id] = [await lines(), 0];
      for (const beginning of path) {
        const line = among.find(({ label }) => label.startsWith(beginning));
        if (line === undefined) throw new Error(`no line ${beginning} in the tray, only: ${among.map(({ label }) => label).join(' | ')}`);
        among = line.lines;
        id = line.id;
      }
      await (await menu()).Event?.(id, 'clicked', new Variant('s', ''), 0);
    },
    activate: async () => void (await (await at('/StatusNotifierItem', 'org.kde.StatusNotifierItem')).Activate?.(0, 0)),
    open: ({ id }) => notifications.emit.ActionInvoked?.(id, 'default'),
    close: () => end(bus, daemon),
  };
}

const item = (items: readonly string[]): Promise<string> =>
  until(() => {
    const [first] = items;
    if (first === undefined) throw new Error('no tray was registered');
    return first;
  });

function found([id, { label = '', enabled = true, type, ...rest }, children]: Layout): Found {
  return {
    id,
    label: String(label).replaceAll('__', '_'),
    enabled: enabled === true,
    checked: rest['toggle-state'] === 1,
    separator: type === 'separator',
    lines: (children as Layout[]).map(found),
  };
}

async function end(bus: MessageBus, daemon: ChildProcess): Promise<void> {
  await (bus as unknown as { close(): Promise<void> }).close();
  const ended = once(daemon, 'exit');
  daemon.kill();
  await ended;
}
