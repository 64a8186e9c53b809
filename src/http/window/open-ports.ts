/** The two ports of the window in a browser, with everything that is behind them. */
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

export type PortsDeps = {
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
  /** What is typed to open the window. */
  readonly command: string;
  readonly testProfile: boolean;
  readonly onFault: (error: unknown, where: string) => void;
};

export type OpenPorts = {
  /** Makes a link to the window, good once. */
  readonly link: () => string;
  /** Whether a link waits to be opened, or a session lives. */
  readonly isUsed: () => boolean;
  close(): Promise<void>;
};

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Milliseconds. A request lives ten minutes at most. */
const WINDOW_LIFE = { idle: 2 * HOUR, most: 12 * HOUR };
const POPUP_LIFE = { idle: 15 * MINUTE, most: 15 * MINUTE };

/** @throws AdminFault where the pages are not built */
export async function openPorts(deps: PortsDeps): Promise<OpenPorts> {
  const { admin, desk, onChange, random, monotonic, theme, command, testProfile, onFault } = deps;
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
    createSurface({
      ...window,
      address: windowAt,
      files: servedFiles(built.window, built.transport, 'window.js', command),
      calls,
      theme,
      command,
      testProfile,
      onFault,
    }),
    createSurface({
      ...popup,
      address: popupAt,
      files: servedFiles(built.consent, built.transport, 'consent.js', command),
      calls: POPUP_CALLS,
      theme,
      command,
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
