/**
 * The app's window in the person's browser, where there is no desktop (ruling 13). Two ports of 127.0.0.1 beside the
 * broker's, opened when they are asked for: the window, and the popup's page, which alone can answer a request.
 *
 *     command ─ control socket ─▶ link ─ opened once ─▶ session of that tab ─ calls ─▶ admin
 *                                                        └ review ─▶ link ─▶ session of one request ─▶ desk
 */
import { type OpenPorts, openPorts, type PortsDeps } from './open-ports.ts';

export type HttpWindow = {
  /** @returns the link to the window. @throws AdminFault */
  open(): Promise<string>;
  /** Closes the ports when nobody has used them for a while. */
  tick(): Promise<void>;
  close(): Promise<void>;
};

/** Milliseconds that the ports stay open for nobody. */
const REST = 2 * 60_000;
const TICK = 30_000;

export function createHttpWindow(deps: PortsDeps): HttpWindow {
  let opened: Promise<OpenPorts> | null = null;
  let usedAt = 0;
  const timer = setInterval(() => tick().catch((error: unknown) => deps.onFault(error, 'closing the window')), TICK);
  timer.unref();

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    await closing?.then((each) => each.close());
  }

  async function tick(): Promise<void> {
    const current = await opened;
    if (current === null) return;
    if (current.isUsed()) usedAt = deps.monotonic();
    else if (deps.monotonic() - usedAt >= REST) await close();
  }

  return {
    async open() {
      const opening = opened ?? openPorts(deps);
      opened = opening;
      try {
        const { link } = await opening;
        usedAt = deps.monotonic();
        return link();
      } catch (error) {
        if (opened === opening) opened = null;
        throw error;
      }
    },
    tick,
    async close() {
      clearInterval(timer);
      await close().catch(() => undefined);
    },
  };
}
