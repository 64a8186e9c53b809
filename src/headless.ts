/** The headless host: the same broker, the popup is a terminal question or a command. One of the two composers. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAdmin } from './admin/admin.ts';
import { answerCalls } from './admin/control-socket/answer-calls.ts';
import { serveControl } from './admin/control-socket/serve-control.ts';
import { evidenceFromRequest } from './consent/evidence/from-request.ts';
import { HEADLESS_LIFETIMES } from './consent/lifetimes.ts';
import { checkProfileRules, DEFAULT_PORT, openProfile } from './edge/choose-profile.ts';
import { systemClock } from './edge/clock.ts';
import { defaultDataDirectory, openDataDirectory } from './edge/data-directory.ts';
import { readEnvironment } from './edge/environment.ts';
import { lockDirectory } from './edge/instance-lock.ts';
import { portHolder } from './edge/port-holder.ts';
import { systemRandom } from './edge/random.ts';
import { readServeOptions, UsageError } from './edge/serve-options.ts';
import { StartError } from './edge/start-error.ts';
import { entryUrl } from './edge/worker-entries.ts';
import { createGatehouse } from './gatehouse.ts';
import { listen, PortTaken } from './http/listen.ts';
import type { StatusView } from './shared/views.ts';
import { DatabaseRefused, DatabaseTooNew, StoreUnavailable } from './store/errors.ts';
import { createSqliteAuthStore } from './store/sqlite/create-auth-store.ts';
import { createSqliteMemoryStore } from './store/sqlite/create-memory-store.ts';
import { createTerminalPrompt, nobodyHere } from './terminal/terminal-prompt.ts';
import { VaultUnavailable } from './vault/key-vault.ts';

type Launch = {
  /** Started by `npm start` in a checkout. */
  readonly checkout: boolean;
  /** Why there is no desktop, said once at the start. */
  readonly why?: string | undefined;
};

const MINUTE = 60_000;
const SHUTDOWN = 5_000;

/** @returns the exit code, when the broker has ended */
export async function serveHeadless(words: readonly string[], launch: Launch): Promise<number> {
  // Listened for before anything starts: a signal that comes early must end cleanly too.
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // A launcher that was killed must not leave a broker behind that holds the port.
    process.once('disconnect', () => resolve());
  });
  try {
    const running = await start(words, launch);
    await told;
    setTimeout(() => process.exit(0), SHUTDOWN).unref();
    await running.close();
    return 0;
  } catch (error) {
    return explain(error);
  }
}

async function start(words: readonly string[], launch: Launch): Promise<{ close(): Promise<void> }> {
  const options = readServeOptions(words);
  const environment = readEnvironment(process.env);
  const port = options.port ?? environment.port ?? DEFAULT_PORT;
  const path = options.testProfile ?? options.dataDirectory ?? environment.dataDirectory ?? defaultDataDirectory(process.env);
  checkProfileRules(options, path, port);
  // The port first: when it is taken nothing has been touched yet.
  const listening = await listen(port);
  const undo: (() => unknown)[] = [() => listening.close()];
  try {
    const directory = openDataDirectory(path, options.testProfile !== undefined);
    undo.push(() => directory.abandon());
    const unlock = lockDirectory(directory.path);
    undo.push(unlock);
    const { profile, vault } = await openProfile(directory, options, launch.checkout, randomUUID);
    const version = readVersion();
    const testProfile = profile.test;
    const terminal = process.stdin.isTTY && process.stdout.isTTY && !options.json;
    const gatehouse = await createGatehouse({
      listening,
      configuration: {
        accessTokenLifetime: environment.accessTokenLifetime ?? 15 * MINUTE,
        codeLifetime: environment.codeLifetime ?? MINUTE,
        signingAlgorithm: environment.signingAlgorithm ?? 'ES256',
        remoteRedirects: environment.remoteRedirects ?? false,
        lifetimes: HEADLESS_LIFETIMES,
        testProfile,
        consent: options.consent ?? 'ask',
        host: 'headless',
        version,
        place: terminal ? 'Look at the terminal where Gatehouse runs.' : 'Answer it in a terminal with: gatehouse requests',
      },
      clock: systemClock,
      random: systemRandom,
      vault,
      openAuthStore: (activityKey) => createSqliteAuthStore({ file: join(directory.path, 'auth.db'), writerEntry: entryUrl('auth-writer'), activityKey }),
      openMemoryStore: () =>
        createSqliteMemoryStore({
          file: join(directory.path, 'memory.db'),
          writerEntry: entryUrl('memory-writer'),
          searcherEntry: entryUrl('memory-searcher'),
        }),
      prompt: terminal ? createTerminalPrompt({ input: process.stdin, output: process.stdout }) : nobodyHere,
      evidence: evidenceFromRequest,
      programAt: async () => null,
      onFault: (id, where, error) => void process.stderr.write(`fault ${id} in ${where}: ${error instanceof Error ? error.message : String(error)}\n`),
    });
    const startedAt = systemClock.now();
    const { issuer, resource: mcp } = gatehouse.spelling;
    const status = async (): Promise<StatusView> => ({
      version,
      host: 'headless',
      pid: process.pid,
      issuer,
      mcp,
      dataDirectory: directory.path,
      vault: vault.kind,
      locked: gatehouse.control.locked(),
      testProfile,
      consent: testProfile ? (options.consent ?? 'ask') : 'ask',
      startedAt,
      waiting: gatehouse.desk.list().length,
      connected: (await gatehouse.store.grants.live()).length,
      memories: await gatehouse.memoryStore.total(),
    });
    const admin = createAdmin({ store: gatehouse.store, desk: gatehouse.desk, control: gatehouse.control, clock: systemClock, status });
    const control = await serveControl({
      directory: directory.path,
      random: systemRandom,
      answer: answerCalls(admin, 'headless', (error, where) => void process.stderr.write(`fault in ${where}: ${String(error)}\n`)),
    });
    if (options.json) process.stdout.write(`${JSON.stringify({ event: 'listening', issuer, mcp, control: control.address, pid: process.pid })}\n`);
    else
      greet({
        mcp,
        directory: directory.path,
        vault: vault.kind,
        fellBack: launch.checkout && directory.isNew && options.vault === undefined && !testProfile,
        why: launch.why,
        testProfile,
        consent: options.consent ?? 'ask',
      });
    return {
      async close() {
        await control.close();
        await gatehouse.close();
        unlock();
      },
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

type Greeting = {
  readonly mcp: string;
  readonly directory: string;
  readonly vault: 'keychain' | 'file';
  readonly fellBack: boolean;
  readonly why: string | undefined;
  readonly testProfile: boolean;
  readonly consent: 'ask' | 'auto';
};

function greet({ mcp, directory, vault, fellBack, why, testProfile, consent }: Greeting): void {
  const keys = vault === 'keychain' ? 'in the system keychain' : `in a file in the data directory${fellBack ? ', because no keychain answers here' : ''}`;
  const lines = [
    ...(why === undefined ? [] : [why]),
    ...(testProfile ? [`TEST profile, consent: ${consent}. Nothing here is for real use.`] : []),
    `Gatehouse is running on ${mcp}`,
    '',
    'Connect Claude Code:',
    `  claude mcp add --transport http gatehouse ${mcp}`,
    'then run /mcp in Claude Code and choose gatehouse. Answer here, or in another terminal:',
    '  npm run --silent gatehouse -- requests',
    '',
    `Data is in ${directory}, keys ${keys}. Stop with Ctrl+C.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** One line: what happened, why, what to do. */
function explain(error: unknown): number {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (error instanceof UsageError) {
    say(error.message);
    return 2;
  }
  if (error instanceof PortTaken) {
    const holder = portHolder(error.port);
    say(`Port ${error.port} is taken${holder === null ? '' : ` by ${holder}`}. Stop that program, or choose another port with --port.`);
    return 1;
  }
  const known = [StartError, VaultUnavailable, DatabaseTooNew, DatabaseRefused, StoreUnavailable].some((kind) => error instanceof kind);
  if (known && error instanceof Error) {
    say(error.message.replaceAll('\n', ' '));
    return 1;
  }
  say(`Gatehouse could not start: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
