/**
 * The app's window in the person's browser, where there is no desktop (ruling 13). Two ports of 127.0.0.1 beside the
 * broker's, opened when they are asked for: the window, and the popup's page, which alone can answer a request.
 *
 *     command ─ control socket ─▶ link ─ opened once ─▶ session of that tab ─ calls ─▶ admin
 *                                                        └ review ─▶ link ─▶ session of one request ─▶ desk
 */
import { AdminFault } from '../../admin/fault.ts';
import type { Admin } from '../../admin/method.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { Random } from '../../shared/edge.ts';
import type { Theme } from '../../shared/live-settings.ts';
import { makeId } from '../../shared/make-id.ts';
import { type Listening, listenApart } from '../listen.ts';
import { addressOf } from './guards.ts';
import { createLinks } from './links.ts';
import { type BuiltPages, servedFiles } from './pages.ts';
import { POPUP_CALLS } from './popup-calls.ts';
import { createPopupScreen, type PopupScreen } from './popup-screen.ts';
import { createSessions } from './sessions.ts';
import { createSurface } from './surface.ts';
import { createWindowCalls, type Tab } from './window-calls.ts';

export type HttpWindowDeps = {
  readonly admin: () => Admin | null;
  readonly desk: ConsentDesk;
  /** Calls back when something that the window shows may be another now. @returns a function that stops it */
  readonly onChange: (listener: () => void) => () => void;
  /** `missing` is the line for the person who wanted the window. */
  readonly pages: () => Promise<BuiltPages | { readonly missing: string }>;
  readonly random: Random;
  /** Milliseconds that no change of the clock moves. */
  readonly monotonic: () => number;
  readonly theme: () => Theme;
  readonly testProfile: boolean;
  readonly onFault: (error: unknown, where: string) => void;
};

export type HttpWindow = {
  /** @returns the link to the window. @throws AdminFault */
  open(): Promise<string>;
  /** Closes the ports when nobody has used them for a while. */
  tick(): Promise<void>;
  close(): Promise<void>;
};

type Opened = { readonly link: () => string; readonly isUsed: () => boolean; close(): Promise<void> };

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Milliseconds. A request lives ten minutes at most. */
const WINDOW_LIFE = { idle: 2 * HOUR, most: 12 * HOUR };
const POPUP_LIFE = { idle: 15 * MINUTE, most: 15 * MINUTE };
/** Milliseconds that the ports stay open for nobody. */
const REST = 2 * MINUTE;
const TICK = 30_000;

export function createHttpWindow(deps: HttpWindowDeps): HttpWindow {
  let opened: Promise<Opened> | null = null;
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

async function openPorts(deps: HttpWindowDeps): Promise<Opened> {
  const { admin, desk, onChange, random, monotonic, theme, testProfile, onFault } = deps;
  const built = await deps.pages();
  if ('missing' in built) throw new AdminFault(built.missing);
  const [windowPort, popupPort] = await listenTwice();
  const [windowAt, popupAt] = [addressOf(windowPort.port), addressOf(popupPort.port)];
  const screens = new Set<PopupScreen>();
  const popup = {
    links: createLinks<PopupScreen>({ random, monotonic }),
    sessions: createSessions<PopupScreen>({ random, monotonic, lifetimes: POPUP_LIFE }),
  };
  const window = {
    links: createLinks<Tab>({ random, monotonic }),
    sessions: createSessions<Tab>({ random, monotonic, lifetimes: WINDOW_LIFE }),
  };
  const { calls, close: endCalls } = createWindowCalls({
    admin,
    desk,
    onChange,
    onFault,
    popupFor(id) {
      const screen: PopupScreen = createPopupScreen({ desk, monotonic, onFault, onEnded: () => void screens.delete(screen) }, id);
      screens.add(screen);
      return `${popupAt.origin}/open/${popup.links.make(screen)}`;
    },
  });
  const surfaces = await Promise.all([
    createSurface({ ...window, address: windowAt, files: servedFiles(built.window, built.transport, 'window.js'), calls, theme, testProfile, onFault }),
    createSurface({
      ...popup,
      address: popupAt,
      files: servedFiles(built.consent, built.transport, 'consent.js'),
      calls: POPUP_CALLS,
      theme,
      testProfile,
      onFault,
    }),
  ]);
  windowPort.serve(surfaces[0].handler);
  popupPort.serve(surfaces[1].handler);
  return {
    link: () => `${windowAt.origin}/open/${window.links.make({ id: makeId(random, Math.trunc(monotonic()), 'wn_') })}`,
    isUsed: () => [window, popup].some(({ links, sessions }) => links.wait() || sessions.alive()),
    async close() {
      endCalls();
      for (const screen of screens) screen.close();
      await Promise.all([windowPort.close(), popupPort.close()]);
      await Promise.all(surfaces.map((surface) => surface.close()));
    },
  };
}

async function listenTwice(): Promise<[Listening, Listening]> {
  const first = await listenApart();
  try {
    return [first, await listenApart()];
  } catch (error) {
    await first.close();
    throw error;
  }
}
