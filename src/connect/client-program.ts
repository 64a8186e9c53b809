/** What Gatehouse knows about a program that can be connected: where it keeps its settings and what an entry looks like there. */
import type { Entry, FormatName } from './edit/change-entry.ts';
import type { ConfigPath } from './edit/config-format.ts';

/** Where programs of this computer keep their files. */
export type Places = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** `%APPDATA%`; used on Windows only. */
  readonly appData: string;
  /** `XDG_CONFIG_HOME`, or `.config` in the home directory; used on Linux, and by programs that keep to it everywhere. */
  readonly configHome: string;
  /** @param variable of one program, by which a person moves its files @returns where to; undefined where they did not */
  readonly moved: (variable: string) => string | undefined;
};

/** What an entry points to. */
export type Target = {
  /** `http://127.0.0.1:4283/mcp` */
  readonly url: string;
  readonly bridge: BridgeStart;
};

/** How a program that only speaks over pipes starts the bridge. */
export type BridgeStart = {
  readonly words: readonly [string, ...string[]];
  /** Why these words are good for now only, and what the person does about it; null where they last. */
  readonly passing: { readonly why: string; readonly todo: string } | null;
};

/** A command of the program's own that makes or removes the entry. */
export type OwnCommand = { readonly program: string; readonly add: (target: Target) => readonly string[]; readonly remove: readonly string[] };

/** A command of the program's own that logs in: it opens its page and waits. What it needs beyond a terminal it asks there. */
export type OwnLogin = { readonly program: string; readonly words: readonly string[] };

export type ClientProgram = {
  /** The word in `gatehouse connect WORD`. */
  readonly id: string;
  readonly name: string;
  /** Files that hold its servers, for this person, in the order in which they are looked for; a missing one is made at the first place. */
  readonly files: (places: Places) => readonly [string, ...string[]];
  /** Any of these is there when the program was ever used here. */
  readonly signs: (places: Places) => readonly string[];
  readonly format: FormatName;
  /** @param content of the file as it is: some programs have changed their layout */
  readonly path: (content: Readonly<Record<string, unknown>>) => ConfigPath;
  readonly entry: (target: Target) => Entry;
  /** Another form that it reads as the same, and that its own command or a person may have written. */
  readonly alike?: (target: Target) => Entry;
  readonly command?: OwnCommand;
  readonly login?: OwnLogin;
  /** For a program that starts the bridge: what else leads there, as a sentence. */
  readonly withoutBridge?: string;
  /** Opens in the program and asks there. */
  readonly link?: (target: Target) => string;
  /** Names of its processes, lower case, without `.exe`: while one runs it may write the file again from what it remembers. */
  readonly processes: readonly string[];
  /** What the person does then. */
  readonly next: string;
};

/** The key of our entry wherever one is needed. */
export const ENTRY_NAME = 'gatehouse';

/** @returns the directory where programs of this system keep settings for one person */
export function settingsHome({ platform, home, appData, configHome }: Places): string {
  if (platform === 'win32') return appData;
  return platform === 'darwin' ? `${home}/Library/Application Support` : configHome;
}
