import { describe, expect, it } from 'vitest';
import { blindTable } from '../../../src/consent/evidence/process-table.ts';
import { processTableFor } from '../../../src/consent/evidence/process-table-for.ts';
import { createProgramAt } from '../../../src/consent/evidence/program-at.ts';
import { shareLooks } from '../../../src/consent/evidence/share-looks.ts';
import { within } from '../../../src/consent/evidence/within.ts';
import { procFiles } from '../../../src/edge/machine/proc-files.ts';
import { createRunTool, outputOf } from '../../../src/edge/machine/run-tool.ts';
import { PATIENCE } from '../../support/patience.ts';
import { until } from '../../support/until.ts';

const node = (code: string, limit = PATIENCE, environment = {}) => outputOf(process.execPath, ['-e', code], limit, environment);

describe('a tool of the system', () => {
  it('gives what it prints, also when it ends with a code of its own', async () => {
    expect(await node('console.log("found")')).toBe('found\n');
    expect(await node('console.log("nothing found"); process.exitCode = 1')).toBe('nothing found\n');
  });

  it('is ended when it takes too long, and what it printed until then does not count', async () => {
    const began = performance.now();
    expect(await node('console.log("half"); setInterval(() => undefined, 1000)', 1_500)).toBeNull();
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it('that is not there gives nothing', async () => {
    expect(await outputOf('/nonexistent/lsof', [], 1_000, {})).toBeNull();
  });

  it('sees nothing of the environment that it was not given, and gets no input', async () => {
    expect(
      await node('process.stdin.resume(); process.stdin.on("end", () => console.log(process.env.ONLY, process.env.HOME))', PATIENCE, { ONLY: 'this' }),
    ).toBe('this undefined\n');
  });

  it('is not looked for on a system that has none', async () => {
    const run = createRunTool('linux', process.env);
    expect(await Promise.all((['lsof', 'netstat', 'ps', 'powershell'] as const).map((tool) => run(tool, [], 1_000)))).toEqual([null, null, null, null]);
  });
});

describe('how to look at processes', () => {
  const machine = (platform: string) => processTableFor({ platform, files: procFiles, run: async () => null, uid: 501, ownSix: 1 });

  it.each(['freebsd', 'aix', ''])('%s: nothing is seen and nothing is claimed', async (platform) => {
    const { processes } = machine(platform);
    expect(await processes.listenersOf(4283)).toEqual({ sockets: [], complete: false });
    expect(await processes.peerOf({ address: '127.0.0.1', port: 1, localPort: 2 })).toBeNull();
  });

  it.each(['darwin', 'win32'])('%s: tools that do not run leave everything undetermined', async (platform) => {
    expect(await machine(platform).processes.listenersOf(4283)).toEqual({ sockets: [], complete: false });
    expect(await machine(platform).processes.peerOf({ address: '127.0.0.1', port: 1, localPort: 2 })).toBeNull();
  });

  it('the broker’s own user has the number that the system gives it, and 1 on Windows', () => {
    expect(['linux', 'darwin', 'win32'].map((platform) => machine(platform).ownUid)).toEqual([501, 501, 1]);
  });
});

describe('looks that are shared', () => {
  it('whoever asks while one is under way shares the next, which knows what each of them wants', async () => {
    const looks: (readonly number[])[] = [];
    const ends: (() => void)[] = [];
    const look = shareLooks(async (wanted: readonly number[]) => {
      looks.push(wanted);
      await new Promise<void>((resolve) => void ends.push(resolve));
      return looks.length;
    });
    const first = look([1]);
    await Promise.resolve();
    const later = Promise.all([look([2]), look([3, 4])]);
    expect(looks).toEqual([[1]]);
    ends.shift()?.();
    await first;
    // Not at once: of a flood no more than some looks a second remain.
    await Promise.resolve();
    expect(looks).toEqual([[1]]);
    await until(() => expect(looks).toEqual([[1], [2, 3, 4]]));
    ends.shift()?.();
    expect(await later).toEqual([2, 2]);
  });

  it('one that fails does not keep the next from beginning', async () => {
    let looks = 0;
    const look = shareLooks(async () => {
      looks += 1;
      if (looks === 1) throw new Error('broken');
      return looks;
    });
    await expect(look([])).rejects.toThrow('broken');
    expect(await look([])).toBe(2);
  });
});

describe('what is not known in time', () => {
  it.each([
    ['late', () => new Promise<string>(() => undefined), 'unknown'],
    ['failed', () => Promise.reject(new Error('broken')), 'unknown'],
    ['in time', () => Promise.resolve('seen'), 'seen'],
  ])('%s', async (_what, promise, answer) => {
    expect(await within(20, promise(), 'unknown')).toBe(answer);
  });
});

describe('the program behind a connection', () => {
  const seen = { pid: 7, path: '/opt/a', uid: 501, name: 'a', parents: [], started: '1', confined: false, calledAs: null };
  const peer = { address: '127.0.0.1', port: 1, localPort: 2 };

  it('is looked up once, and again while it was not found', async () => {
    const answers = [null, seen, null];
    const programAt = createProgramAt({ ...blindTable, peerOf: async () => answers.shift() ?? null });
    const socket = {};
    expect(await programAt({ ...peer, socket })).toBeNull();
    const facts = { pid: 7, path: '/opt/a', uid: 501, name: 'a', parents: [] };
    expect(await programAt({ ...peer, socket })).toEqual(facts);
    expect(await programAt({ ...peer, socket })).toEqual(facts);
    expect(await programAt({ ...peer, socket: {} })).toBeNull();
  });
});
