import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY_GROUPS, kindsOf } from '../../src/activity/groups.ts';
import { createAdmin } from '../../src/admin/admin.ts';
import type { ActivityView, StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { register } from '../support/oauth-client.ts';

type Page = { readonly activity: readonly ActivityView[]; readonly keptFor: number };

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

  it('is filtered by client and by group, and paged', async () => {
    expect((await list({ group: 'use' })).activity.map(({ kind }) => kind)).toEqual(['tool.called']);
    expect((await list({ client: clientId })).activity.every((entry) => entry.clientId === clientId)).toBe(true);
    expect((await list({ client: clientId, group: 'memories' })).activity).toEqual([]);
    const [newest] = (await list({ limit: 1 })).activity;
    expect((await list({ limit: 1, before: newest?.sequence })).activity).toMatchObject([{ sequence: Number(newest?.sequence) - 1 }]);
    await expect(list({ group: 'everything' })).rejects.toMatchObject({ name: 'AdminFault' });
  });

  it('every kind is in one group', () => {
    const kinds = ACTIVITY_GROUPS.flatMap((group) => kindsOf(group));
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});
