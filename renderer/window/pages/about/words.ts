/** Every sentence of the page about Gatehouse itself, and the text for whoever helps. */
import type { AboutView } from '../../../../src/shared/about-view.ts';

export const ABOUT = {
  title: 'About',
  version: 'Version',
  address: 'Listens on',
  endpoint: 'Endpoint',
  running: 'Running since',
  memory: 'Memories',
  connections: 'Connections',
  databases: 'On disk',
  vault: 'Keys are in',
  vaults: { keychain: 'the keychain of this computer', file: 'a file in the data directory' },
  system: 'System',
  fault: 'Last thing that failed',
  noFault: 'nothing, as far back as activity is kept',
  diagnostics: 'Diagnostics',
  diagnosticsText: 'For whoever helps you. This is all that is copied: no names, no memories, no addresses of yours.',
  copy: 'Copy diagnostics',
} as const;

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** `4.2 MB` */
export function size(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** step;
  return `${step === 0 ? amount : amount.toFixed(1)} ${UNITS[step]}`;
}

/** What is copied, to the letter. The data directory names the person, and an address other than loopback their network. */
export function diagnosticsText({ version, host, issuer, startedAt, vault, databases, system, connected, memories, settings, lastFault }: AboutView): string {
  return [
    `Gatehouse ${version}, ${host}`,
    system,
    `on ${new URL(issuer).host} since ${new Date(startedAt).toISOString()}`,
    `keys in ${vault === 'file' ? 'a file' : 'the keychain'}`,
    ...databases.map(({ name, bytes }) => `${name}: ${size(bytes)}`),
    `${connected} connections, ${memories} memories`,
    `settings other than the default: ${settings.length === 0 ? 'none' : settings.join(', ')}`,
    lastFault === null ? 'no fault recorded' : `last fault ${lastFault.id} in ${lastFault.where} at ${new Date(lastFault.at).toISOString()}`,
  ].join('\n');
}
