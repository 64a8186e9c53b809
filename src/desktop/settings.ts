/** The person's settings, kept by electron-store in the file that the headless host reads too (ruling 28). */
import Store from 'electron-store';

/** What only the desktop app has. */
export type DesktopSettings = {
  readonly theme: 'system' | 'light' | 'dark';
  /** It was said once that a closed window leaves the app in the tray. */
  readonly toldAboutTray: boolean;
  /** Newer versions are looked for. */
  readonly updates: boolean;
};

export type Settings = {
  theme(): DesktopSettings['theme'];
  toldAboutTray(): boolean;
  updates(): boolean;
  set<Name extends keyof DesktopSettings>(name: Name, value: DesktopSettings[Name]): void;
};

/** Only the person may read it; a damaged file is not thrown away but told. */
const KEPT = { name: 'config', clearInvalidConfig: false, configFileMode: 0o600, accessPropertiesByDotNotation: false } as const;

/** @param directory the data directory; nothing is written until something is set */
export function openSettings(directory: string): Settings {
  const store = new Store<Record<string, unknown>>({ ...KEPT, cwd: directory });
  return {
    theme() {
      const theme = store.get('theme');
      return theme === 'light' || theme === 'dark' ? theme : 'system';
    },
    toldAboutTray: () => store.get('toldAboutTray') === true,
    updates: () => store.get('updates') === true,
    set: (name, value) => store.set(name, value),
  };
}

/** All of the file, for the broker's own settings. */
export function loadWithElectronStore(directory: string): Readonly<Record<string, unknown>> {
  return new Store<Record<string, unknown>>({ ...KEPT, cwd: directory }).store;
}

/** Changes one of them, or takes it out. */
export function saveWithElectronStore(directory: string, name: string, value: string | number | boolean | undefined): void {
  const store = new Store<Record<string, unknown>>({ ...KEPT, cwd: directory });
  if (value === undefined) store.delete(name);
  else store.set(name, value);
}
