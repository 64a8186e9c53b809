/** Sessions and the protocols they answer. */
import { EventEmitter } from 'node:events';
import type { Answered } from './driver.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Ask = (contents: unknown, permission: string, callback: (granted: boolean) => void, details: object) => void;
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type BeforeRequest = (details: { url: string; method: string }, callback: (response: { cancel?: boolean }) => void) => void;

export type Scheme = { readonly scheme: string; readonly privileges?: Readonly<Record<string, boolean>> };

export class Session extends EventEmitter {
  readonly partition: string;
  readonly #handlers = new Map<string, Handler>();
  #ask: Ask | null = null;
  #check: Check | null = null;
  #beforeRequest: BeforeRequest | null = null;

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  readonly protocol = {
    handle: (scheme: string, handler: Handler) => void this.#handlers.set(scheme, handler),
    unhandle: (scheme: string) => void this.#handlers.delete(scheme),
    isProtocolHandled: (scheme: string) => this.#handlers.has(scheme),
  };

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest | null) => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: Ask | null): void {
    this.#ask = handler;
  }

  setDevicePermissionHandler = () => undefined;

  setPermissionCheckHandler(handler: Check | null): void {
    this.#check = handler;
  }

  /** As in Electron, what nobody handles is granted. */
  async grants(permission: string): Promise<boolean> {
    const checked = this.#check?.(null, permission, '', {}) ?? true;
    const asked = this.#ask === null ? true : await new Promise<boolean>((resolve) => this.#ask?.(null, permission, resolve, {}));
    return checked || asked;
  }

  async answer(url: string, method: string): Promise<Answered | 'cancel' | 'continue'> {
    const filter = this.#beforeRequest;
    const { cancel } = filter === null ? {} : await new Promise<{ cancel?: boolean }>((resolve) => filter({ url, method }, resolve));
    if (cancel === true) return 'cancel';
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    if (handler === undefined) return 'continue';
    const response = await handler(new Request(url, { method }));
    return { status: response.status, headers: [...response.headers], body: Buffer.from(await response.arrayBuffer()) };
  }
}

/** @param onCreated as `session-created` tells it */
export function createSessions(onCreated: (session: Session) => void) {
  const all = new Map<string, Session>();
  const fromPartition = (partition: string): Session => {
    const known = all.get(partition);
    if (known !== undefined) return known;
    const session = new Session(partition);
    all.set(partition, session);
    onCreated(session);
    return session;
  };
  return {
    fromPartition,
    get defaultSession(): Session {
      return fromPartition('');
    },
  };
}
