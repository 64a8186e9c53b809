/** What both hosts start: port, data directory, vault, stores, broker, control socket, in this order, undone in the other. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { aboutMethods } from './admin/about-methods.ts';
import { createAdmin } from './admin/admin.ts';
import { connectMethods } from './admin/connect-methods.ts';
import { answerCalls } from './admin/control-socket/answer-calls.ts';
import { serveControl } from './admin/control-socket/serve-control.ts';
import { listRows } from './admin/find-row.ts';
import { withLogin } from './admin/login-setting.ts';
import type { Admin } from './admin/method.ts';
import { createSelfTest } from './admin/self-test.ts';
import { settingsMethods } from './admin/settings-methods.ts';
import { windowMethods } from './admin/window-methods.ts';
import { makeConnector } from './cli/make-connector.ts';
import { LIMITS } from './consent/attention/budget.ts';
import type { ConsentPrompt } from './consent/desk.ts';
import { createEvidence } from './consent/evidence/gather.ts';
import { createHasEnded } from './consent/evidence/has-ended.ts';
import { processTableFor } from './consent/evidence/process-table-for.ts';
import { createProgramAt } from './consent/evidence/program-at.ts';
import { createLookAtBridge } from './consent/evidence/started-by.ts';
import type { Lifetimes } from './consent/lifetimes.ts';
import { createAskSelf } from './edge/ask-self.ts';
import { readBuiltPages } from './edge/built-pages.ts';
import { checkProfileRules, DEFAULT_PORT, openProfile } from './edge/choose-profile.ts';
import { systemClock, systemMonotonic } from './edge/clock.ts';
import { chosenDataDirectory, openDataDirectory } from './edge/data-directory.ts';
import { databaseSizes } from './edge/database-sizes.ts';
import { openEmbeddings } from './edge/embeddings/open-embeddings.ts';
import { type Environment, readEnvironment } from './edge/environment.ts';
import { createFetchClientDocument } from './edge/fetch-client-document.ts';
import { lockDirectory } from './edge/instance-lock.ts';
import { forgetKeychain, noteKeychain } from './edge/keychain-record.ts';
import { procFiles } from './edge/machine/proc-files.ts';
import { createRunTool } from './edge/machine/run-tool.ts';
import { systemRandom } from './edge/random.ts';
import type { ServeOptions } from './edge/serve-options.ts';
import { createSettingsControl } from './edge/settings-control.ts';
import { type LoadSettings, readSettingsFile, type SaveSettings } from './edge/settings-file.ts';
import { keepHeapSmall } from './edge/small-heap.ts';
import { createSystemTimeZone } from './edge/time-zone.ts';
import { readTlsFiles } from './edge/tls-files.ts';
import { userName } from './edge/user-name.ts';
import { entryUrl } from './edge/worker-entries.ts';
import type { Gatehouse } from './gatehouse/gatehouse.ts';
import { createGatehouse } from './gatehouse.ts';
import { listen } from './http/listen.ts';
import { createHttpWindow } from './http/window/http-window.ts';
import { TRAFFIC, UNLIMITED_TRAFFIC } from './shared/traffic.ts';
import type { Silence, StatusView } from './shared/views.ts';
import { createSqliteAuthStore } from './store/sqlite/create-auth-store.ts';
import { createSqliteMemoryStore } from './store/sqlite/create-memory-store.ts';
import { KeychainUnavailable } from './vault/keychain-problem.ts';

export type Start = {
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  readonly options: ServeOptions;
  readonly environment: Environment;
  /** A new profile may fall back to the file vault where no keychain answers (`npm start` in a checkout). */
  readonly mayFallBack: boolean;
  readonly prompt: ConsentPrompt;
  readonly lifetimes: Lifetimes;
  readonly loadSettings: LoadSettings;
  readonly saveSettings: SaveSettings;
  /** Where the person finds the question, as a sentence for the waiting page. */
  readonly place: string;
  /** Brings the app's own window to the front; null where there is none, and the person's browser shows it. */
  readonly showWindow: (() => void) | null;
  /** Start at login; null where there is no desktop. */
  readonly login: { isOn(): boolean; set(on: boolean): void } | null;
  /** Something waits for the person that is not shown. */
  readonly onUnseen: (because: Silence) => void;
  /** One line of the technical log. */
  readonly log: (line: string) => void;
};

export type RunningBroker = {
  readonly gatehouse: Gatehouse;
  readonly admin: Admin;
  readonly status: StatusView;
  /** Address of the control socket. */
  readonly control: string;
  /** The profile is new and keeps its keys in a file because no keychain answered. */
  readonly fellBack: boolean;
  close(): Promise<void>;
};

/** @throws the errors that `explainStartError` puts into words; then nothing was changed on disk, but for what the keychain said in a directory that is there */
export async function startBroker(start: Start): Promise<RunningBroker> {
  const { host, version, options, prompt, lifetimes, place, log } = start;
  const environment = readEnvironment(start.environment);
  const path = chosenDataDirectory(options, environment, start.environment);
  // What a server's environment says wins over what the person has set.
  const settings = { ...readSettingsFile(path, start.loadSettings), ...environment };
  const port = options.port ?? settings.port ?? DEFAULT_PORT;
  checkProfileRules(options, path, port);
  const tls = readTlsFiles(settings);
  const embeddings = openEmbeddings(settings);
  // The port first: when it is taken nothing has been touched yet.
  const listening = await listen(port, tls);
  const undo: (() => unknown)[] = [() => listening.close()];
  try {
    const directory = openDataDirectory(path, options.testProfile !== undefined);
    undo.push(() => directory.abandon());
    undo.push(lockDirectory(directory.path));
    const { profile, vault, isNew } = await openProfile(directory, options, start.mayFallBack, randomUUID);
    forgetKeychain(directory.path);
    const consent = profile.test ? (options.consent ?? 'ask') : 'ask';
    const run = createRunTool(process.platform, start.environment);
    const ownSix = listening.hosts.filter((host) => host.includes(':')).length;
    const machine = processTableFor({ platform: process.platform, files: procFiles, run, uid: process.getuid?.() ?? null, ownSix });
    const kept = createSettingsControl({
      directory: directory.path,
      environment: start.environment,
      port: options.port,
      load: start.loadSettings,
      save: start.saveSettings,
    });
    const gatehouse = await createGatehouse({
      listening,
      configuration: {
        signingAlgorithm: settings.signingAlgorithm ?? 'ES256',
        externalIssuer: settings.externalIssuer ?? null,
        forwardedHeaders: settings.forwardedHeaders ?? [],
        traffic: profile.test ? UNLIMITED_TRAFFIC : TRAFFIC,
        lifetimes,
        testProfile: profile.test,
        promptLimits: profile.test ? null : LIMITS,
        consent,
        host,
        version,
        userName: userName(),
        place,
      },
      settings: kept.live,
      clock: systemClock,
      monotonic: systemMonotonic,
      timeZone: createSystemTimeZone(systemMonotonic),
      random: systemRandom,
      vault,
      openAuthStore: (activityKey) => createSqliteAuthStore({ file: join(directory.path, 'auth.db'), writerEntry: entryUrl('auth-writer'), activityKey }),
      openMemoryStore: () =>
        createSqliteMemoryStore({
          file: join(directory.path, 'memory.db'),
          writerEntry: entryUrl('memory-writer'),
          searcherEntry: entryUrl('memory-searcher'),
        }),
      embeddings,
      prompt,
      evidence: createEvidence({ ...machine, clock: systemClock }),
      fetchDocument: createFetchClientDocument(),
      programAt: createProgramAt(machine.processes),
      lookAtBridge: createLookAtBridge(machine.processes),
      hasEnded: createHasEnded(machine.processes, process.pid),
      onUnseen: start.onUnseen,
      onFault: (id, where, error) => log(`fault ${id} in ${where}: ${error instanceof Error ? error.message : String(error)}`),
    });
    undo.push(() => gatehouse.close());
    const startedAt = systemClock.now();
    const status = async (): Promise<StatusView> => ({
      version,
      host,
      pid: process.pid,
      issuer: gatehouse.spelling.issuer,
      mcp: gatehouse.spelling.resource,
      externalIssuer: settings.externalIssuer ?? null,
      dataDirectory: directory.path,
      vault: vault.kind,
      locked: gatehouse.control.locked(),
      testProfile: profile.test,
      consent,
      startedAt,
      waiting: gatehouse.desk.list().length,
      connected: gatehouse.connections(),
      memories: await gatehouse.memoryStore.total(),
      held: sum(Object.values(await gatehouse.memoryStore.held.counts())),
      embeddings: await gatehouse.embeddings(),
      theme: kept.live().theme,
    });
    const onFault = (error: unknown, where: string) => log(`fault in ${where}: ${String(error)}`);
    const window = createHttpWindow({
      admin: () => admin,
      desk: gatehouse.desk,
      onChange: (listener) => {
        // Who waits, and everything that is written down.
        const stops = [gatehouse.desk.onChange(listener), gatehouse.activity.onRecorded(listener)];
        return () => {
          for (const stop of stops) stop();
        };
      },
      pages: () => readBuiltPages(log),
      random: systemRandom,
      monotonic: systemMonotonic,
      theme: () => kept.live().theme,
      testProfile: profile.test,
      onFault,
    });
    undo.push(() => window.close());
    const openWindow = async (): Promise<string | null> => {
      if (start.showWindow === null) return window.open();
      start.showWindow();
      return null;
    };
    const { activity, store, compartments } = gatehouse;
    const { issuer, resource: mcp } = gatehouse.spelling;
    const admin: Admin = {
      ...createAdmin({ ...gatehouse, clock: systemClock, status }),
      ...windowMethods({ activity, openWindow }),
      ...settingsMethods({ activity, settings: withLogin(kept, start.login) }),
      ...aboutMethods({
        store: gatehouse.store,
        status,
        settings: kept,
        databases: () => databaseSizes(directory.path),
        system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
      }),
      ...connectMethods({
        activity,
        mcp,
        connector: makeConnector({ url: mcp, dataDirectory: directory.path, environment: start.environment, now: () => systemClock.now() }),
        clients: () => listRows({ store, compartments, clock: systemClock }),
        selfTest: createSelfTest({ ask: createAskSelf(issuer), issuer, mcp, signForNoGrant: gatehouse.signForNoGrant }),
      }),
    };
    const onForbidden = () => gatehouse.activity.countRefusal('needs_person', null);
    const control = await serveControl({ directory: directory.path, random: systemRandom, answer: answerCalls({ admin, host, onForbidden, onFault }) });
    undo.push(() => control.close());
    keepHeapSmall();
    return {
      gatehouse,
      admin,
      status: await status(),
      control: control.address,
      fellBack: isNew && vault.kind === 'file' && options.vault === undefined && !profile.test,
      close: () => undoAll(undo),
    };
  } catch (error) {
    await undoAll(undo);
    if (error instanceof KeychainUnavailable) noteKeychain(path, error.problem, systemClock.now());
    throw error;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

async function undoAll(steps: (() => unknown)[]): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step();
}
