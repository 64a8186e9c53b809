import { describe, expect, it } from 'vitest';
import { listMemories } from '../../src/cli/memories.ts';

async function asked(options: Parameters<typeof listMemories>[1]): Promise<unknown> {
  const calls: unknown[] = [];
  await listMemories(async (method, params) => void calls.push([method, params]), options);
  return calls;
}

describe('gatehouse memories', () => {
  it('words are looked for among what the other options leave', async () => {
    expect(await asked({ search: 'ferry', client: 'gh_a', compartment: 'Work' })).toEqual([
      ['memories.search', { query: 'ferry', client: 'gh_a', compartment: 'Work' }],
    ]);
    expect(await asked({ client: 'gh_a' })).toEqual([['memories.list', { client: 'gh_a', compartment: undefined }]]);
  });

  it.each([{ compartment: 'Priv' }, { client: 'gh_a' }, { search: 'ferry' }])('the bin is one list: beside %j it is refused', async (other) => {
    await expect(asked({ bin: true, ...other })).rejects.toThrow('--bin shows what was forgotten everywhere');
    expect(await asked({ bin: true })).toEqual([['bin.list', {}]]);
  });
});
