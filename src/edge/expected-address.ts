/** Where programs will find Gatehouse when it is started: the environment and the person's settings say it before anything runs. */
import { readFileSync } from 'node:fs';
import { DEFAULT_PORT } from './choose-profile.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { ChosenSettings } from './settings/declared.ts';
import { readSettingsFile, settingsFileIn } from './settings-file.ts';

export type Expected = {
  /** `http://127.0.0.1:4283/mcp` */
  readonly url: string;
  /** A setting with a value that is not allowed, in one line; then no setting counts. */
  readonly badSetting: string | null;
};

export function expectedAddress(dataDirectory: string, environment: Environment): Expected {
  try {
    const { tlsCertificate, port } = { ...readSettingsFile(dataDirectory, load), ...readEnvironment(environment) };
    return { url: urlOf({ tlsCertificate, port }), badSetting: null };
  } catch (error) {
    return { url: urlOf({}), badSetting: error instanceof Error ? error.message : String(error) };
  }
}

function urlOf({ tlsCertificate, port }: { readonly [Name in 'tlsCertificate' | 'port']?: ChosenSettings[Name] | undefined }): string {
  return `${tlsCertificate === undefined ? 'http' : 'https'}://127.0.0.1:${port ?? DEFAULT_PORT}/mcp`;
}

/** Without the library that keeps the file: nothing is created, and nothing of it is changed. */
function load(directory: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(settingsFileIn(directory), 'utf8')) as Record<string, unknown>;
}
