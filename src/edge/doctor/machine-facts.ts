/** Everything that can be found out without a running broker. Looks, changes nothing, and is done before anybody loses patience. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Facts } from '../../doctor/facts.ts';
import { DEFAULT_PORT } from '../choose-profile.ts';
import { type EnvironmentSettings, readEnvironment } from '../environment.ts';
import { portHolder } from '../port-holder.ts';
import { type Profile, readProfile } from '../profile.ts';
import { readSettingsFile } from '../settings-file.ts';
import { databaseFacts, type SchemaVersions } from './database-facts.ts';
import { directoryFacts } from './directory-facts.ts';
import { keychainFacts } from './keychain-facts.ts';
import { probePort } from './probe-port.ts';
import { proxyFacts } from './proxy-facts.ts';

export type MachineFacts = Pick<Facts, 'url' | 'port' | 'directory' | 'profile' | 'badSetting' | 'databases' | 'ports' | 'holder' | 'proxies' | 'keychain'>;

/** Milliseconds that each may take to answer. */
export const LIMITS = { port: 1_000, keychain: 1_500 };

/** @param url of the broker; null when none answers, then it is where the settings would have it */
export async function machineFacts(
  dataDirectory: string,
  url: string | null,
  environment: NodeJS.ProcessEnv,
  versions: SchemaVersions,
  limits: typeof LIMITS,
): Promise<MachineFacts> {
  const path = resolve(dataDirectory);
  const { settings, badSetting } = settingsOf(path, environment);
  const expected = url ?? `${settings.tlsCertificate === undefined ? 'http' : 'https'}://127.0.0.1:${settings.port ?? DEFAULT_PORT}/mcp`;
  const profile = profileOf(path);
  const [keychain, ...ports] = await Promise.all([
    // A broker that runs has its keys.
    url === null && profile !== 'damaged' ? keychainFacts(path, profile, environment, limits.keychain) : ({ state: 'unused' } as const),
    probePort(new URL(expected), '127.0.0.1', limits.port),
    probePort(new URL(expected), '::1', limits.port),
  ]);
  const port = Number(new URL(expected).port);
  return {
    url: expected,
    port,
    directory: directoryFacts(path),
    profile,
    badSetting,
    databases: databaseFacts(path, versions),
    ports,
    holder: ports.every(({ answers }) => answers === 'nobody') ? null : portHolder(port),
    proxies: proxyFacts(environment),
    keychain,
  };
}

function settingsOf(path: string, environment: NodeJS.ProcessEnv): { readonly settings: EnvironmentSettings; readonly badSetting: string | null } {
  try {
    const load = (directory: string) => JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8')) as Record<string, unknown>;
    return { settings: { ...readSettingsFile(path, load), ...readEnvironment(environment) }, badSetting: null };
  } catch (error) {
    return { settings: {}, badSetting: error instanceof Error ? error.message : String(error) };
  }
}

function profileOf(path: string): Profile | 'damaged' | null {
  try {
    return readProfile(path);
  } catch {
    return 'damaged';
  }
}
