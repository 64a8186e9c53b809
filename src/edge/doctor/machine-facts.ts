/** Everything that can be found out without a running broker. Looks, changes nothing, and is done before anybody loses patience. */
import { resolve } from 'node:path';
import type { Facts } from '../../doctor/facts.ts';
import { expectedAddress } from '../expected-address.ts';
import { portHolder } from '../port-holder.ts';
import { type Profile, readProfile } from '../profile.ts';
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
  const { url: whenStarted, badSetting } = expectedAddress(path, environment);
  const expected = url ?? whenStarted;
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

function profileOf(path: string): Profile | 'damaged' | null {
  try {
    return readProfile(path);
  } catch {
    return 'damaged';
  }
}
