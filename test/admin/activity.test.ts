import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY_GROUPS, kindsOf } from '../../src/activity/groups.ts';
import { createAdmin } from '../../src/admin/admin.ts';
import type { ActivityView, StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { register } from '../support/oauth-client.ts';

type Page = { readonly activity: readonly ActivityView[]; readonly next: number | null; readonly keptFor: number };

let gatehouse: TestGatehouse;
let list: (parameters?: object) => Promise<Page>;
let clientId: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  const admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
  list = async (parameters = {}) => (await admin['activity.list']?.(parameters, 'window')) as Page;
  clientId = String((await register(gatehouse.url, { client_name: 'Logged' })).client_id);
  gatehouse.activity.record({ kind: 'tool.called', clientId, grantId: 'gr_1', tool: 'memory_recall', outcome: 'refused' });
  gatehouse.activity.record({ kind: 'memories.forgotten', action: 'act_1', count: 7, clientId: null, by: 'window' });
  await gatehouse.activity.flush();
});
afterAll(() => gatehouse.close());

describe('the list of activity', () => {
  it('says when, who, what, how it ended and how many, newest first, and for how long it is kept', async () => {
    const { activity, keptFor } = await list({ limit: 2 });
    expect(activity).toMatchObject([
      { kind: 'memories.forgotten', clientId: null, name: null, result: 'done', count: 7 },
      { kind: 'tool.called', clientId, name: 'Logged', words: 'Wanted to recall memories and was not allowed to', result: 'refused', count: null },
    ]);
    expect(keptFor).toBe(90 * 24 * 3_600_000);
  });

  it('has an entry as soon as anybody was told of it', async () => {
    const told = new Promise<Page>((resolve) => {
      const stop = gatehouse.activity.onRecorded(() => {
        stop();
        resolve(list({ limit: 1 }));
      });
    });
    gatehouse.activity.record({ kind: 'tool.called', clientId: 'gh_told', grantId: 'gr_1', tool: 'memory_search', outcome: 'done' });
    expect((await told).activity).toMatchObject([{ kind: 'tool.called', clientId: 'gh_told', result: 'done' }]);
  });

  it('is filtered by client and by group, and paged', async () => {
    expect((await list({ group: 'use', client: clientId })).activity.map(({ kind }) => kind)).toEqual(['tool.called']);
    expect((await list({ client: clientId })).activity.every((entry) => entry.clientId === clientId)).toBe(true);
    expect((await list({ client: clientId, group: 'memories' })).activity).toEqual([]);
    const [newest] = (await list({ limit: 1 })).activity;
    expect((await list({ limit: 1, before: newest?.sequence })).activity).toMatchObject([{ sequence: Number(newest?.sequence) - 1 }]);
    await expect(list({ group: 'everything' })).rejects.toMatchObject({ name: 'AdminFault' });
  });

  it('is searched by what a line shows, without case and accents: its words, its result and the name of its program', async () => {
    const kinds = async (text: string) => (await list({ text })).activity.map(({ kind }) => kind);
    expect(await kinds('RÉCALL mem')).toEqual(['tool.called']);
    expect(await kinds('bin (in the window')).toEqual(['memories.forgotten']);
    expect(await kinds('loggéd')).toEqual(['tool.called', 'client.registered']);
    expect(await kinds('refused')).toContain('tool.called');
    expect(await kinds('gr_1')).toEqual([]);
    expect((await list({ text: 'logged', group: 'use' })).activity.map(({ kind }) => kind)).toEqual(['tool.called']);
    await expect(list({ text: 'x'.repeat(600) })).rejects.toMatchObject({ name: 'AdminFault' });
  });

  it('a search looks through so many entries at once and says where it goes on; page by page everything is found, once each', async () => {
    const names = Array.from({ length: 1_500 }, (_, index) => `p${index}.example`);
    gatehouse.activity.record({ kind: 'asker.blocked', what: 'program', name: 'pelican' });
    for (const host of names) gatehouse.activity.record({ kind: 'document.fetched', clientId, host, refused: null });
    await gatehouse.activity.flush();
    const first = await list({ text: 'pelican' });
    expect(first.activity).toEqual([]);
    expect(await list({ text: 'pelican', before: first.next })).toMatchObject({ activity: [{ kind: 'asker.blocked' }], next: null });
    const found: string[] = [];
    for (let next: number | null | undefined; next !== null; ) {
      const page: Page = await list({ text: 'p1', limit: 7, ...(next === undefined ? {} : { before: next }) });
      expect(page.activity.length).toBeLessThanOrEqual(7);
      found.push(...page.activity.map(({ words }) => words.slice('Fetched the document of a program from '.length)));
      next = page.next;
    }
    expect(found).toEqual(names.filter((name) => name.includes('p1')).reverse());
  });

  it('every kind is in one group', () => {
    const kinds = ACTIVITY_GROUPS.flatMap((group) => kindsOf(group));
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});
