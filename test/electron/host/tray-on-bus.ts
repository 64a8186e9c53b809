/** A tray as Linux desktops see it: a StatusNotifierItem with a dbusmenu, on the session bus. */
import { type DefinedInterface, defineInterface, type MessageBus, Variant } from 'dbus-native';
import type { Item, Menu, TrayHost } from '../stand-in/menu.ts';

const ITEM = '/StatusNotifierItem';
const MENU = '/org/gatehouse/menu';
const WATCHER = 'org.kde.StatusNotifierWatcher';

type Shown = Parameters<TrayHost['show']>[0];
type Node = [number, Record<string, Variant>, Variant[]];

/** @param bus of the desktop's session */
export function createTrayOnBus(bus: MessageBus): TrayHost {
  let shown: Shown | null = null;
  let revision = 0;
  let items: Item[] = [];
  let exported = false;
  let begun = false;

  function layout(menu: Menu | null): Node {
    items = [{}];
    return node(0, { 'children-display': new Variant('s', 'submenu') }, menu);
  }

  function node(id: number, properties: Record<string, Variant>, menu: Menu | null): Node {
    const children = (menu?.items ?? [])
      .filter(({ visible }) => visible !== false)
      .map((item) => {
        const mine = items.push(item) - 1;
        const submenu = (item.submenu ?? null) as Menu | null;
        return new Variant('(ia{sv}av)', node(mine, propertiesOf(item, submenu !== null), submenu));
      });
    return [id, properties, children];
  }

  const menu: DefinedInterface = defineInterface({
    name: 'com.canonical.dbusmenu',
    methods: {
      GetLayout: {
        in: { parent: 'i', depth: 'i', names: 'as' },
        out: { revision: 'u', layout: '(ia{sv}av)' },
        handler: () => ({ revision, layout: layout(shown?.menu ?? null) }),
      },
      GetGroupProperties: {
        in: { ids: 'ai', names: 'as' },
        out: { properties: 'a(ia{sv})' },
        handler: ({ ids }: { ids: number[] }) => ids.map((id) => [id, propertiesOf(items[id] ?? {}, false)]),
      },
      AboutToShow: { in: { id: 'i' }, out: { update: 'b' }, handler: () => false },
      Event: {
        in: { id: 'i', event: 's', data: 'v', time: 'u' },
        handler: ({ id, event }: { id: number; event: string }) => {
          const item = items[id];
          if (event === 'clicked' && item?.enabled !== false) item?.click?.(item, null, {});
        },
      },
    },
    properties: {
      Version: { type: 'u', access: 'read', get: () => 3 },
      Status: { type: 's', access: 'read', get: () => 'normal' },
      TextDirection: { type: 's', access: 'read', get: () => 'ltr' },
    },
    signals: { LayoutUpdated: { args: { revision: 'u', parent: 'i' } } },
  });

  const item: DefinedInterface = defineInterface({
    name: 'org.kde.StatusNotifierItem',
    methods: {
      Activate: { in: { x: 'i', y: 'i' }, handler: () => shown?.activate() },
      SecondaryActivate: { in: { x: 'i', y: 'i' }, handler: () => undefined },
      ContextMenu: { in: { x: 'i', y: 'i' }, handler: () => undefined },
    },
    properties: {
      Category: { type: 's', access: 'read', get: () => 'ApplicationStatus' },
      Id: { type: 's', access: 'read', get: () => 'gatehouse' },
      Title: { type: 's', access: 'read', get: () => 'Gatehouse' },
      Status: { type: 's', access: 'read', get: () => 'Active' },
      IconName: { type: 's', access: 'read', get: () => (shown?.image as { path?: string } | undefined)?.path ?? '' },
      ToolTip: { type: '(sa(iiay)ss)', access: 'read', get: () => ['', [], shown?.toolTip ?? '', ''] },
      ItemIsMenu: { type: 'b', access: 'read', get: () => false },
      Menu: { type: 'o', access: 'read', get: () => MENU },
    },
    signals: { NewIcon: { args: {} }, NewToolTip: { args: {} } },
  });

  async function register(): Promise<void> {
    await bus.export(MENU, menu);
    await bus.export(ITEM, item);
    exported = true;
    const watcher = await bus.getService(WATCHER).getInterface<never>(`/${WATCHER.split('.').at(-1)}`, WATCHER);
    await (watcher as unknown as { RegisterStatusNotifierItem(name: string): Promise<void> }).RegisterStatusNotifierItem(bus.name ?? '');
  }

  return {
    show(next) {
      shown = next;
      revision += 1;
      if (exported) {
        menu.emit.LayoutUpdated?.(revision, 0);
        item.emit.NewToolTip?.();
        item.emit.NewIcon?.();
      }
      // A desktop without a tray: the app goes on without one, as Electron's does.
      if (!begun) register().catch(() => undefined);
      begun = true;
    },
    remove() {
      bus.unexportInterface(ITEM);
      bus.unexportInterface(MENU);
    },
  };
}

function propertiesOf({ label = '', type, enabled = true, checked }: Item, isSubmenu: boolean): Record<string, Variant> {
  if (type === 'separator') return { type: new Variant('s', 'separator') };
  return {
    label: new Variant('s', dbusLabel(label)),
    enabled: new Variant('b', enabled),
    ...(type === 'checkbox' || type === 'radio'
      ? { 'toggle-type': new Variant('s', type === 'radio' ? 'radio' : 'checkmark'), 'toggle-state': new Variant('i', checked ? 1 : 0) }
      : {}),
    ...(isSubmenu ? { 'children-display': new Variant('s', 'submenu') } : {}),
  };
}

/** The mark of a shortcut is `&` to Electron and `_` on the bus; doubled, either is the letter. */
function dbusLabel(label: string): string {
  return label.replaceAll('_', '__').replaceAll(/&(&?)/g, (_mark, second) => (second === '' ? '_' : '&'));
}
