/** The settings while Gatehouse runs: read and changed in the file; what can, holds at once. */
import { type LiveSettings, USUAL_SETTINGS } from '../shared/live-settings.ts';
import { FILE_SETTINGS, type FileSetting, NEXT_START, type SettingChanges, type SettingView, START_AT_LOGIN } from '../shared/settings-view.ts';
import { openEmbeddings } from './embeddings/open-embeddings.ts';
import { type Environment, readEnvironment, variableOf } from './environment.ts';
import { type Declared, SETTINGS } from './settings/declared.ts';
import { keptSettings, type LoadSettings, readSettings, type SaveSettings } from './settings-file.ts';
import { StartError } from './start-error.ts';
import { readTlsFiles } from './tls-files.ts';

type Deps = {
  readonly directory: string;
  readonly environment: Environment;
  /** The one setting that the command line can name. */
  readonly port: number | undefined;
  readonly load: LoadSettings;
  readonly save: SaveSettings;
};

export type SettingsControl = {
  list(): readonly SettingView[];
  /** All of them or none. @returns why not, in one line; null when they are kept */
  change(changes: SettingChanges): string | null;
};

export type RunningSettings = SettingsControl & {
  /** What holds now. @throws StartError */
  live(): LiveSettings;
};

export function createSettingsControl({ directory, environment, port, load, save }: Deps): RunningSettings {
  const holding: Record<string, string | undefined> = { ...keptSettings(directory, load) };
  // Not read before it is wanted: what cannot be read is put right here.
  let live: LiveSettings | null = null;

  function overrideOf(name: FileSetting): { readonly by: string; readonly text: string } | null {
    if (name === 'port' && port !== undefined) return { by: '--port', text: String(port) };
    const found = variableOf(name, environment);
    return found === null ? null : { by: found.variable, text: found.text };
  }

  function view(name: FileSetting, kept: Readonly<Record<string, string>>): SettingView {
    const { allowed, secret }: Declared = SETTINGS[name];
    const override = overrideOf(name);
    const value = override?.text ?? kept[name] ?? null;
    const pending = override === null && kept[name] !== holding[name];
    return { name, value: secret ? null : value, isKept: value !== null, overriddenBy: override?.by ?? null, pending, allowed };
  }

  /** The same as at a start, so that nothing is kept that would stop one. One alone is told beside its own field. */
  function problemOf(kept: Readonly<Record<string, string>>, changed: readonly FileSetting[]): string | null {
    const [alone, ...others] = changed;
    const beside = alone === undefined || others.length > 0 ? null : problemBeside(alone, kept[alone]);
    if (beside !== null) return beside;
    try {
      const settings = { ...readSettings(kept, (name) => name), ...readEnvironment(environment) };
      readTlsFiles(settings);
      openEmbeddings(settings);
      return null;
    } catch (error) {
      if (error instanceof StartError) return error.message;
      throw error;
    }
  }

  return {
    list() {
      const kept = keptSettings(directory, load);
      return FILE_SETTINGS.map((name) => view(name, kept));
    },
    live() {
      live ??= { ...USUAL_SETTINGS, ...readSettings(holding, (name) => name), ...readEnvironment(environment) };
      return live;
    },
    change(changes) {
      if (changes[START_AT_LOGIN] !== undefined) return 'Only the desktop app can start at login.';
      const names = FILE_SETTINGS.filter((name) => changes[name] !== undefined);
      const overridden = names.find((name) => overrideOf(name) !== null);
      if (overridden !== undefined) return `${overrideOf(overridden)?.by} decides this. Change it there.`;
      const next = { ...keptSettings(directory, load) };
      for (const name of names) {
        const text = changes[name];
        if (typeof text === 'string') next[name] = text;
        else delete next[name];
      }
      const problem = problemOf(next, names);
      if (problem !== null) return problem;
      save(directory, Object.fromEntries(names.map((name) => [name, asKept(next[name])])));
      for (const name of names) if (!NEXT_START.has(name)) holding[name] = next[name];
      live = null;
      return null;
    },
  };
}

/** @returns what is said beside the field of a value that is not allowed */
function problemBeside(name: FileSetting, text: string | undefined): string | null {
  const { allowed, read, secret }: Declared = SETTINGS[name];
  if (text === undefined || read(text) !== null) return null;
  return `${secret ? 'This' : JSON.stringify(text)} does not work here: use ${allowed}, or leave it empty.`;
}

/** As a person would write it into the file. */
function asKept(text: string | undefined): string | number | boolean | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text;
}
