import type { ChosenSettings } from '../edge/settings/declared.ts';
import type { RunningSettings } from '../edge/settings-control.ts';
import type { Gatehouse } from '../gatehouse/gatehouse.ts';
import type { StatusView } from '../shared/views.ts';
import type { Start } from './start.ts';
import type { TakenProfile } from './take-profile.ts';

type Parts = {
  readonly start: Pick<Start, 'host' | 'version'>;
  readonly settings: Pick<ChosenSettings, 'externalIssuer'>;
  readonly taken: TakenProfile;
  readonly kept: Pick<RunningSettings, 'live'>;
  readonly gatehouse: Gatehouse;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
};

/** @returns what runs, and how it is whenever it is asked */
export function createStatus({ start, settings, taken, kept, gatehouse, startedAt }: Parts): () => Promise<StatusView> {
  return async () => ({
    version: start.version,
    host: start.host,
    pid: process.pid,
    issuer: gatehouse.spelling.issuer,
    mcp: gatehouse.spelling.resource,
    externalIssuer: settings.externalIssuer ?? null,
    dataDirectory: taken.directory,
    vault: taken.vault.kind,
    locked: gatehouse.control.locked(),
    testProfile: taken.profile.test,
    consent: taken.consent,
    startedAt,
    waiting: gatehouse.desk.list().length,
    connected: gatehouse.connections(),
    memories: await gatehouse.memoryStore.total(),
    held: sum(Object.values(await gatehouse.memoryStore.held.counts())),
    embeddings: await gatehouse.embeddings(),
    theme: kept.live().theme,
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
