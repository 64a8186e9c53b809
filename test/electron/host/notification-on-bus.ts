/** A notification as Linux desktops see it: a call of org.freedesktop.Notifications, as libnotify makes it. */
import { EventEmitter } from 'node:events';
import { type MessageBus, Variant } from 'dbus-native';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

type Server = {
  Notify(...words: unknown[]): Promise<number>;
  $subscribe(signal: string, listener: (id: number, action: string) => void): Promise<void>;
};

export function createNotificationOnBus(bus: MessageBus) {
  const shown = new Map<number, EventEmitter>();
  let server: Promise<Server> | null = null;

  async function connect(): Promise<Server> {
    const proxy = (await bus.getService(NAME).getInterface<never>(PATH, NAME)) as unknown as Server;
    await proxy.$subscribe('ActionInvoked', (id) => shown.get(id)?.emit('click', {}));
    return proxy;
  }

  return class Notification extends EventEmitter {
    static isSupported = () => true;
    readonly #options: { title: string; body: string };
    constructor(options: { title: string; body: string }) {
      super();
      this.#options = options;
    }
    show(): void {
      server ??= connect();
      const { title, body } = this.#options;
      const hints = { urgency: new Variant('y', 1) };
      server
        .then((proxy) => proxy.Notify('Gatehouse', 0, '', title, body, ['default', ''], hints, -1))
        .then(
          (id) => {
            shown.set(id, this);
            this.emit('show');
          },
          () => this.emit('failed'),
        );
    }
    close = () => undefined;
  };
}
