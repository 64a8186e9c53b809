import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Chore, startChores } from '../../src/shared/chores.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let end = (): void => undefined;
afterEach(() => end());

function begin(...chores: readonly Chore[]): { readonly faults: readonly (readonly [string, string])[] } {
  const faults: [string, string][] = [];
  end = startChores(chores, (error, name) => void faults.push([name, String(error)]));
  return { faults };
}

describe('what is done by itself while the broker runs', () => {
  it('has its first turn after one stretch, and one after each', async () => {
    const run = vi.fn();
    begin({ name: 'keys', every: 1_000, run });
    await vi.advanceTimersByTimeAsync(999);
    expect(run).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_001);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('one that fails is told by its name, has its next turn, and keeps no other from its own', async () => {
    const full = vi.fn().mockRejectedValueOnce(new Error('the disk is full'));
    const thrown = vi.fn(() => {
      throw new Error('broken');
    });
    const other = vi.fn();
    const { faults } = begin(
      { name: 'sweep', every: 1_000, run: full },
      { name: 'desk', every: 1_000, run: thrown },
      { name: 'keys', every: 1_000, run: other },
    );
    await vi.advanceTimersByTimeAsync(2_000);
    expect([full, thrown, other].map((run) => run.mock.calls.length)).toEqual([2, 2, 2]);
    expect(faults.toSorted()).toEqual([
      ['desk', 'Error: broken'],
      ['sweep', 'Error: the disk is full'],
    ]);
  });

  it('what stays wrong is told once, and again after it was right or when it is another fault', async () => {
    const run = vi.fn().mockRejectedValueOnce(new Error('full')).mockRejectedValueOnce(new Error('full')).mockRejectedValueOnce(new Error('gone'));
    run.mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('gone'));
    const { faults } = begin({ name: 'sweep', every: 1_000, run });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(faults.map(([, fault]) => fault)).toEqual(['Error: full', 'Error: gone', 'Error: gone']);
  });

  it('one with more to do goes on soon, and one that failed waits its whole stretch', async () => {
    const run = vi.fn().mockResolvedValueOnce(true).mockRejectedValueOnce(new Error('full')).mockResolvedValue(false);
    begin({ name: 'rescan', every: 1_000, more: 20, run });
    await vi.advanceTimersByTimeAsync(1_020);
    expect(run).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(999);
    expect(run).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('never runs beside itself', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const run = vi.fn(() => promise);
    begin({ name: 'orphaned', every: 1_000, run });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(run).toHaveBeenCalledTimes(1);
    resolve();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('has no turn after its end, not even when it ended during one', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const [slow, quick] = [vi.fn(() => promise), vi.fn()];
    begin({ name: 'slow', every: 1_000, run: slow }, { name: 'quick', every: 1_000, run: quick });
    await vi.advanceTimersByTimeAsync(1_000);
    end();
    resolve();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([slow.mock.calls.length, quick.mock.calls.length]).toEqual([1, 1]);
  });
});
