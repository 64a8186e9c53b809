/** What the window's page may call. It can bring a request to the popup, and nothing here can answer one. */
import { askInWindow } from '../../admin/ask-in-window.ts';
import type { Admin } from '../../admin/method.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import { createWaiters } from '../../consent/waiters.ts';
import type { Changes, Review } from '../../shared/window-wire.ts';
import type { Call } from './surface.ts';

/** One tab. */
export type Tab = { readonly id: string };

type Deps = {
  readonly admin: () => Admin | null;
  readonly desk: ConsentDesk;
  /** Calls back when something that a list shows may be another now. @returns a function that stops it */
  readonly onChange: (listener: () => void) => () => void;
  /** @returns the address of the popup's page for this request, to be opened once */
  readonly popupFor: (id: string) => string;
  readonly onFault: (error: unknown, where: string) => void;
};

/** Milliseconds; shorter than what proxies and browsers cut off. */
const LONG_POLL = 25_000;

export function createWindowCalls({ admin, desk, onChange, popupFor, onFault }: Deps): {
  readonly calls: Readonly<Record<string, Call<Tab>>>;
  close(): void;
} {
  const waiters = createWaiters();
  let count = 0;
  const stop = onChange(() => {
    count += 1;
    waiters.wakeAll();
  });
  return {
    calls: {
      '/ask': (_tab, body) => {
        const { method, parameters } = wordsOf(body);
        return askInWindow(admin(), method, parameters, onFault);
      },
      '/review': (_tab, body): Review => {
        const { id } = wordsOf(body);
        return { url: typeof id === 'string' && desk.review(id) ? popupFor(id) : null };
      },
      '/changes': async ({ id }, body, signal): Promise<Changes> => {
        const { seen } = wordsOf(body);
        if (seen === count) await waiters.until(id, LONG_POLL, signal);
        return { count };
      },
    },
    close() {
      stop();
      waiters.wakeAll();
    },
  };
}

export function wordsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
