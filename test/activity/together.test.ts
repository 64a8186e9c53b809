import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityEvent, NewActivity } from '../../src/activity/events.ts';
import { createActivityLog } from '../../src/activity/record.ts';

const CALLED: ActivityEvent = { kind: 'tool.called', clientId: 'gh_c', grantId: 'gr_g', tool: 'memory_recall', outcome: 'done' };
const REFUSED: ActivityEvent = { ...CALLED, outcome: 'refused' };

function createLog() {
  const commits: ActivityEvent[][] = [];
  const append = async (events: readonly NewActivity[]) => void commits.push(events.map(({ event }) => event));
  const log = createActivityLog({
    store: { append } as unknown as Parameters<typeof createActivityLog>[0]['store'],
    clock: { now: () => 0 },
    onFailure: (error) => expect(error).toBeUndefined(),
  });
  return { ...log, commits };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('ruling 27: what a tool did is written together, and everything else at once', () => {
  it('calls of some milliseconds are one commit', async () => {
    const { record, commits } = createLog();
    for (let call = 0; call < 5; call += 1) {
      record(CALLED);
      await turn();
    }
    await vi.advanceTimersByTimeAsync(24);
    expect(commits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(commits).toEqual([[CALLED, CALLED, CALLED, CALLED, CALLED]]);
  });

  it('a refusal waits for nobody, and takes along what waits', async () => {
    const { record, commits } = createLog();
    record(CALLED);
    await turn();
    record(REFUSED);
    record(CALLED);
    await turn();
    expect(commits).toEqual([[CALLED, REFUSED, CALLED]]);
    record(CALLED);
    await vi.advanceTimersByTimeAsync(25);
    expect(commits).toEqual([[CALLED, REFUSED, CALLED], [CALLED]]);
  });

  it('whoever needs it durable waits for what waits', async () => {
    const { record, written, flush, commits } = createLog();
    record(CALLED);
    await written();
    expect(commits).toEqual([[CALLED]]);
    record(CALLED);
    await flush();
    await flush();
    expect(commits).toEqual([[CALLED], [CALLED]]);
  });
});
