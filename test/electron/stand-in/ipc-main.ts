import { EventEmitter } from 'node:events';

type Handler = (event: object, ...words: unknown[]) => unknown;

/** `handle` answers `invoke`; `on` hears `send`. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  channels = (): string[] => [...this.#handlers.keys()];

  /** As a page's `invoke` arrives. */
  async invoke(channel: string, event: object, ...words: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...words);
  }
}
