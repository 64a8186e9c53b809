/** Updates, for a person who wants them: looked for rarely, never beside a prompt, installed when Gatehouse is quit. */
import type { AppUpdater } from 'electron-updater';
import type { Feed } from './signed-feed.ts';

/** Milliseconds. */
const SOON = 10 * 60_000;
const RARELY = 24 * 60 * 60_000;

export type Updater = Pick<
  AppUpdater,
  'autoDownload' | 'autoInstallOnAppQuit' | 'disableWebInstaller' | 'isUserWithinRollout' | 'requestHeaders' | 'logger' | 'checkForUpdates' | 'downloadUpdate'
>;

type Deps = {
  /** Loaded when it is needed for the first time: most people never do. */
  readonly loadUpdater: () => Promise<Updater>;
  /** Off unless the person turned it on (ruling 28). */
  readonly wanted: () => boolean;
  /** A request waits for the person. */
  readonly busy: () => boolean;
  /** False in quiet hours, and while nobody is there: it is told after them. */
  readonly mayPopUp: () => boolean;
  readonly isSigned: (feed: Feed) => boolean;
  /** An update lies ready. */
  readonly tell: (version: string) => void;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

/** @returns the turn of a clock that ticks once a minute or so */
export function createUpdates({ loadUpdater, wanted, busy, mayPopUp, isSigned, tell, now, log }: Deps): () => Promise<void> {
  let due = now() + SOON;
  let updater: Updater | null = null;
  let ready: string | null = null;
  let told = false;
  let turning = false;

  async function look(): Promise<void> {
    due = now() + RARELY;
    updater ??= prepared(await loadUpdater());
    const found = await updater.checkForUpdates();
    if (found === null || !found.isUpdateAvailable || found.updateInfo.version === ready) return;
    if (!isSigned(found.updateInfo)) {
      log(`the update ${found.updateInfo.version} is not signed by the makers of Gatehouse and is left alone`);
      return;
    }
    await updater.downloadUpdate();
    ready = found.updateInfo.version;
    told = false;
  }

  async function turn(): Promise<void> {
    // What was downloaded before the person changed their mind is not installed either.
    if (updater !== null) updater.autoInstallOnAppQuit = wanted();
    if (!wanted() || busy()) return;
    if (now() >= due) await look();
    // A prompt may have come while it was downloaded.
    if (ready === null || told || busy() || !mayPopUp()) return;
    told = true;
    tell(ready);
  }

  return async () => {
    if (turning) return;
    turning = true;
    await turn().catch((error: unknown) => log(`no look for updates: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`));
    turning = false;
  };
}

function prepared(updater: Updater): Updater {
  // Nothing is fetched before its signature was checked, and nothing restarts by itself.
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.disableWebInstaller = true;
  // The library numbers every copy and tells the server its number. Here everyone is the same, and served at the same time.
  updater.requestHeaders = { 'x-user-staging-id': 'nobody' };
  updater.isUserWithinRollout = () => true;
  updater.logger = null;
  return updater;
}
