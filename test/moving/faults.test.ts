/** What may go wrong on the way: a kill in the middle, a disk without room, a folder that changes, two at once. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connectControl } from '../../src/cli/control-client.ts';
import { type Broker, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { until } from '../support/until.ts';

const files = temporaryDirectory();
let broker: Broker | undefined;
afterAll(async () => {
  await broker?.stop();
  if (broker !== undefined) removeDirectory(broker.directory);
  removeDirectory(files);
});

const TOTAL = 3_000;
const source = join(files, 'memory.jsonl');
writeFileSync(
  source,
  Array.from({ length: TOTAL }, (_, index) =>
    JSON.stringify({ type: 'entity', name: `entity ${index}`, entityType: 'thing', observations: [`says number ${index}`] }),
  ).join('\n'),
);

type Kept = { readonly memory?: { readonly writtenBy: string; readonly content: string }; readonly action?: { readonly id: string; readonly written: number } };
let exports = 0;
async function exported(from: Broker): Promise<Kept[]> {
  const file = join(files, `${++exports}.jsonl`);
  await from.command('export', file);
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
const memoriesIn = (all: readonly Kept[]) => all.flatMap(({ memory }) => memory ?? []);
const actionsIn = (all: readonly Kept[]) => all.flatMap(({ action }) => action ?? []);

/** @returns once this many memories are there */
async function untilThereAre(count: number, from: Broker): Promise<void> {
  // Not by the command: on a busy computer the import would be over before that has started.
  const control = await connectControl(from.directory);
  await until(async () => expect((await control.call<{ memories: number }>('status')).memories).toBeGreaterThanOrEqual(count));
  control.close();
}

describe('an import that is cut off', () => {
  it('by kill -9 of the broker leaves whole batches that belong to its action, and another run adds only what is missing', async () => {
    broker = await startBroker({ consent: 'auto' });
    const importing = run('src/cli/gatehouse.ts', ['import', source, '--data-dir', broker.directory]);
    await untilThereAre(200, broker);
    await broker.kill();
    expect(await importing).toMatchObject({ code: 3, err: expect.stringContaining('Gatehouse stopped while it was asked') });

    broker = await startBroker({ directory: broker.directory, consent: 'auto', port: Number(new URL(broker.issuer).port) });
    const after = await exported(broker);
    const [action, ...others] = actionsIn(after);
    expect(others).toEqual([]);
    const kept = memoriesIn(after);
    expect(kept.length).toBeLessThan(TOTAL);
    expect(kept.length % 200).toBe(0);
    expect(action?.written).toBe(kept.length);
    expect(new Set(kept.map(({ writtenBy }) => writtenBy))).toEqual(new Set([action?.id]));

    expect(await broker.command('import', source)).toMatchObject({ stored: TOTAL - kept.length, existing: kept.length });
    const all = memoriesIn(await exported(broker));
    expect(new Set(all.map(({ content }) => content)).size).toBe(TOTAL);
    expect(all).toHaveLength(TOTAL);
  });

  it('two imports of the same at once: each memory once', async () => {
    if (broker === undefined) throw new Error('there is no broker');
    const other = join(files, 'other.jsonl');
    writeFileSync(other, readFileSync(source, 'utf8').slice(0, 60_000).split('\n').slice(0, -1).join('\n').replaceAll('says', 'tells'));
    const both = await Promise.all([1, 2].map(() => (broker as Broker).command<{ stored: number; existing: number }>('import', other)));
    const lines = readFileSync(other, 'utf8').split('\n').length;
    expect(both.reduce((sum, { stored }) => sum + stored, 0)).toBe(lines);
    expect(both.reduce((sum, { existing }) => sum + existing, 0)).toBe(lines);
  });
});

describe.runIf(process.platform === 'linux')('a disk without room (Linux: prlimit)', () => {
  const limitFiles = ({ pid }: Broker, bytes: number | 'unlimited') => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);

  it('ends an import with one line that says so; what it had answered is there, and it goes on when there is room', async () => {
    const small = await startBroker({ consent: 'auto' });
    limitFiles(small, 1_000_000);
    const { code, err } = await run('src/cli/gatehouse.ts', ['import', source, '--data-dir', small.directory]);
    expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toMatch(/^The (?:store could not be used|disk is full) .*\.\n$/);
    limitFiles(small, 'unlimited');
    const kept = memoriesIn(await exported(small)).length;
    expect(kept).toBeLessThan(TOTAL);
    expect(await small.command('import', source)).toMatchObject({ stored: TOTAL - kept, existing: kept });
    await small.stop();
    removeDirectory(small.directory);
  });

  it('ends an export with one line, and leaves no half of a file', async () => {
    if (broker === undefined) throw new Error('there is no broker');
    const before = readdirSync(files);
    const gatehouse = join(import.meta.dirname, '../../src/cli/gatehouse.ts');
    const words = ['-c', 'ulimit -f 100; exec "$0" "$@"', process.execPath, gatehouse, 'export', join(files, 'large.jsonl'), '--data-dir', broker.directory];
    const { status, stderr } = spawnSync('bash', words, { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no room for .*large\.jsonl\. Nothing was written\.\n$/);
    expect(readdirSync(files)).toEqual(before);
  });
});
