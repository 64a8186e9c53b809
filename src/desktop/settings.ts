/** The person's settings, kept by electron-store in the file that the headless host reads too (ruling 28). */
import Store from 'electron-store';

/** What the app remembers beside what the person sets. */
export type Remembered = {
  /** It was said once that a closed window leaves the app in the tray. */
  toldAboutTray(): boolean;
  rememberToldAboutTray(): void;
};

/** Only the person may read it; a damaged file is not thrown away but told. */
const KEPT = { name: 'config', clearInvalidConfig: false, configFileMode: 0o600, accessPropertiesByDotNotation: false } as const;

/** @param directory the data directory; nothing is written until something is remembered */
export function openRemembered(directory: string): Remembered {
  const store = new Store<Record<string, unknown>>({ ...KEPT, cwd: directory });
  return {
    toldAboutTray: () => store.get('toldAboutTray') === true,
    rememberToldAboutTray: () => store.set('toldAboutTray', true),
  };
}

/** All of the file, for the broker's own settings. */
export function loadWithElectronStore(directory: string): Readonly<Record<string, unknown>> {
  return new Store<Record<string, unknown>>({ ...KEPT, cwd: directory }).store;
}

/** Changes some, or takes out what is undefined, in one write: all of them or none. */
export function saveWithElectronStore(directory: string, changes: Readonly<Record<string, string | number | boolean | undefined>>): void {
  const store = new Store<Record<string, unknown>>({ ...KEPT, cwd: directory });
  store.store = { ...store.store, ...changes };
}
