/** A Secret Service of the test's own, on a bus of its own: it can be locked, as a person's is after they have logged out of it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type MessageBus, sessionBus } from 'dbus-native';
import { until } from './until.ts';

export const hasKeyring = ['dbus-daemon', 'gnome-keyring-daemon'].every((program) => spawnSync(program, ['--version']).status === 0);

export type Keyring = {
  /** For a program that is to find it, and no display to ask on. */
  readonly environment: Readonly<Record<string, string>>;
  lock(): Promise<void>;
  close(): Promise<void>;
};

/** A session bus that starts nothing by itself: whoever asks too early would be given another keyring, an empty one. */
const BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`;
const SERVICE = 'org.freedesktop.secrets';
const PATH = '/org/freedesktop/secrets';
type SecretService = { Lock(collections: readonly string[]): Promise<unknown> };

/** @param home where it keeps its file */
export async function startKeyring(home: string): Promise<Keyring> {
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...others } = process.env as Record<string, string>;
  const own = { ...others, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache') };
  const configuration = join(home, 'bus.conf');
  writeFileSync(configuration, BUS);
  const daemon = spawn('dbus-daemon', ['--config-file', configuration, '--nofork', '--print-address'], { env: own, stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = (await once(createInterface({ input: daemon.stdout }), 'line')) as [string];
  const environment = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
  const keyring = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  // Without a newline: it would become part of the password.
  keyring.stdin.end('only for tests');
  const bus = sessionBus({ busAddress: address } as Parameters<typeof sessionBus>[0]);
  async function close(): Promise<void> {
    await (bus as unknown as { close(): Promise<void> }).close();
    for (const child of [keyring, daemon]) await end(child);
  }
  await isThere(bus).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    environment,
    async lock() {
      const service = (await bus.getService(SERVICE).getInterface(PATH, 'org.freedesktop.Secret.Service')) as unknown as SecretService;
      await service.Lock([`${PATH}/collection/login`]);
    },
    close,
  };
}

const isThere = (bus: MessageBus) => until(async () => bus.getService(SERVICE).getInterface(`${PATH}/collection/login`, 'org.freedesktop.Secret.Collection'));

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
