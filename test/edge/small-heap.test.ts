import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('a small heap', () => {
  it('is asked for with flags that V8 knows: of one that it does not know it says so on the error stream, and does nothing', () => {
    const entry = new URL('../../src/edge/small-heap.ts', import.meta.url).href;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', `(await import('${entry}')).keepHeapSmall();`], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
