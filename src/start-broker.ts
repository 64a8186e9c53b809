/** What both hosts start: port, data directory, vault, stores, broker, control socket, in this order, undone in the other. */
import { answerCalls } from './admin/control-socket/answer-calls.ts';
import { serveControl } from './admin/control-socket/serve-control.ts';
import type { Admin } from './admin/method.ts';
import { systemClock, systemMonotonic } from './edge/clock.ts';
import { createFetchClientDocument } from './edge/fetch-client-document.ts';
import { checkUnlocked } from './edge/instance-lock.ts';
import { noteKeychain } from './edge/keychain-record.ts';
import { systemRandom } from './edge/random.ts';
import { createSettingsControl } from './edge/settings-control.ts';
import { keepHeapSmall } from './edge/small-heap.ts';
import { createSystemTimeZone } from './edge/time-zone.ts';
import { createGatehouse } from './gatehouse.ts';
import { type Listening, listen } from './http/listen.ts';
import { type Undo, undoAll } from './shared/undo.ts';
import { configurationOf } from './starting/configuration-of.ts';
import { createStatus } from './starting/create-status.ts';
import { lookAtPrograms } from './starting/look-at-programs.ts';
import { offerAdmin } from './starting/offer-admin.ts';
import { offerWindow } from './starting/offer-window.ts';
import { type Choices, readChoices } from './starting/read-choices.ts';
import type { RunningBroker } from './starting/running-broker.ts';
import { sqliteStores } from './starting/sqlite-stores.ts';
import type { Start } from './starting/start.ts';
import { takeProfile } from './starting/take-profile.ts';
import { KeychainUnavailable } from './vault/keychain-problem.ts';

/** @throws the errors that `explainStartError` puts into words; then nothing was changed on disk, but for what the keychain said in a directory that is there */
export async function startBroker(start: Start): Promise<RunningBroker> {
  const choices = readChoices(start);
  // The port first: when it is taken nothing has been touched yet.
  const listening = await takePort(choices);
  const undo: Undo = [() => listening.close()];
  try {
    return await serve(start, choices, listening, undo);
  } catch (error) {
    // What went wrong first is what the person is told.
    await undoAll(undo).catch(() => undefined);
    if (error instanceof KeychainUnavailable) noteKeychain(choices.path, error.problem, systemClock.now());
    throw error;
  }
}

async function takePort({ path, port, tls }: Choices): Promise<Listening> {
  try {
    return await listen(port, tls);
  } catch (error) {
    // Started twice: that the other one is Gatehouse says more than the name of a process.
    await checkUnlocked(path);
    throw error;
  }
}

async function serve(start: Start, { path, settings, embeddings }: Choices, listening: Listening, undo: Undo): Promise<RunningBroker> {
  const { environment, options, prompt, log } = start;
  const taken = await takeProfile(path, start, undo);
  const { directory, vault, fellBack } = taken;
  const programs = lookAtPrograms(listening, environment);
  const kept = createSettingsControl({ directory, environment, port: options.port, load: start.loadSettings, save: start.saveSettings });
  const gatehouse = await createGatehouse({
    listening,
    configuration: configurationOf({ start, settings, taken }),
    settings: kept.live,
    clock: systemClock,
    monotonic: systemMonotonic,
    timeZone: createSystemTimeZone(systemMonotonic),
    random: systemRandom,
    vault,
    ...sqliteStores(directory),
    embeddings,
    prompt,
    ...programs,
    fetchDocument: createFetchClientDocument(),
    onUnseen: start.onUnseen,
    onFault: (id, where, error) => log(`fault ${id} in ${where}: ${error instanceof Error ? error.message : String(error)}`),
  });
  undo.push(() => gatehouse.close());

  const onFault = (error: unknown, where: string) => log(`fault in ${where}: ${String(error)}`);
  const status = createStatus({ start, settings, taken, kept, gatehouse, startedAt: systemClock.now() });
  const openWindow = offerWindow({ start, taken, kept, gatehouse, admin: () => admin, onFault }, undo);
  const admin: Admin = offerAdmin({ start, directory, kept, gatehouse, status, openWindow });
  const onForbidden = () => gatehouse.activity.countRefusal('needs_person', null);
  const control = await serveControl({ directory, random: systemRandom, answer: answerCalls({ admin, host: start.host, onForbidden, onFault }) });
  undo.push(() => control.close());
  keepHeapSmall();
  return { gatehouse, admin, status: await status(), control: control.address, fellBack, close: () => undoAll(undo) };
}
