import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { type Connected, connect } from '../support/oauth-client.ts';
import { rpc } from './support.ts';

const FILTER = { filter: { tags: ['old', 'draft'], match: 'any', kind: 'note' } };
const ALLOW = { answer: 'allow', scopes: [], for: 'once', compartment: 'default' } as const;

let gatehouse: TestGatehouse;
let mine: Connected;
let ids: string[];
beforeEach(async () => {
  gatehouse = await startGatehouse();
  mine = await connect(gatehouse);
  ids = [];
  for (let number = 1; number <= 25; number++) {
    const stored = await tool('memory_store', { content: `Fact number ${number}`, tags: number <= 5 ? ['old'] : [] });
    ids.push(stored.structuredContent.id);
  }
});
afterEach(() => gatehouse.close());

const tool = async (name: string, input: Record<string, unknown>, { tokens }: Connected = mine) =>
  (await rpc(gatehouse.url, 'modern', tokens.access_token, 'tools/call', { name, arguments: input })).body.result;
const forget = (input: Record<string, unknown>, who = mine) => tool('memory_forget', input, who);
const left = async () => (await tool('memory_status', {})).structuredContent.memories;
const question = (): RequestView | undefined => gatehouse.desk.list().find(({ kind }) => kind === 'call');
const allow = () => gatehouse.desk.decide(question()?.id ?? '', ALLOW, 'popup');
async function expectAsked(input: Record<string, unknown>, who = mine): Promise<void> {
  expect(await forget(input, who)).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('being asked') }] });
}

describe('ruling 22: forgetting by a filter, or more than 20 at once', () => {
  it('asks the person, who sees how many and how they begin; after the Allow the same call does it, once', async () => {
    await expectAsked(FILTER);
    expect([await left(), question()?.call]).toEqual([
      25,
      {
        sentence: 'Forget 5 memories',
        allow: 'Forget them',
        count: 5,
        conditions: ['tagged “old” or “draft”', 'of the kind “note”'],
        samples: ['Fact number 5', 'Fact number 4', 'Fact number 3'],
      },
    ]);
    expect(await allow()).toBe('decided');
    expect((await forget(FILTER)).structuredContent.forgotten.toSorted()).toEqual(ids.slice(0, 5).toSorted());
    expect(await left()).toBe(20);
    for (const content of ['Sixth old thing', 'Seventh old thing']) await tool('memory_store', { content, tags: ['old'] });
    await expectAsked(FILTER);
    expect(await left()).toBe(22);
  });

  it('is one action, which the person undoes as one', async () => {
    await expectAsked(FILTER);
    await allow();
    await forget(FILTER);
    const { keeping } = gatehouse.memoryStore;
    const { items } = await keeping.actions({ limit: 10 });
    expect(items).toMatchObject([{ kind: 'forget', forgotten: 5, by: { grantId: expect.any(String), source: 'client' } }]);
    await keeping.undo(items[0]?.id ?? '', gatehouse.clock.now());
    expect(await left()).toBe(25);
  });

  it('the order of members changes nothing, a different argument does', async () => {
    await expectAsked(FILTER);
    await allow();
    await expectAsked({ filter: { ...FILTER.filter, match: 'all', tags: ['old'] } });
    expect(await left()).toBe(25);
    expect((await forget({ filter: { kind: 'note', match: 'any', tags: ['old', 'draft'] } })).structuredContent.forgotten).toHaveLength(5);
  });

  it('after a minute, by another connection, or for more than were shown: asked anew', async () => {
    await expectAsked(FILTER);
    await allow();
    gatehouse.clock.advance(60_000);
    await expectAsked(FILTER);
    await allow();
    await tool('memory_store', { content: 'A sixth', tags: ['old'] });
    await expectAsked(FILTER);
    await allow();
    const other = await connect(gatehouse);
    await expectAsked(FILTER, other);
    expect(await left()).toBe(26);
  });

  it('as many as were shown, but not the same: asked anew', async () => {
    await expectAsked(FILTER);
    await allow();
    await tool('memory_forget', { id: ids[0] });
    await tool('memory_store', { content: 'A sixth', tags: ['old'] });
    await expectAsked(FILTER);
    expect(await left()).toBe(25);
  });

  it('after a revoke the Allow is worth nothing', async () => {
    await expectAsked(FILTER);
    await allow();
    await gatehouse.control.disconnect([mine.clientId]);
    const { status } = await rpc(gatehouse.url, 'modern', mine.tokens.access_token, 'tools/call', { name: 'memory_forget', arguments: FILTER });
    expect(status).toBe(401);
    mine = await connect(gatehouse);
    expect(await left()).toBe(25);
  });

  it('the same call ten times at once: one question, and one Allow is used once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => expectAsked(FILTER)));
    expect(gatehouse.desk.list().filter(({ kind }) => kind === 'call')).toHaveLength(1);
    await allow();
    const answers = await Promise.all(Array.from({ length: 10 }, () => forget(FILTER)));
    expect(answers.filter(({ structuredContent }) => structuredContent?.forgotten.length === 5)).toHaveLength(1);
  });

  it('twenty by id need nobody, twenty-one do, and what is not there is not counted', async () => {
    await expectAsked({ ids: ids.slice(0, 21) });
    expect(question()?.call).toMatchObject({ count: 21, conditions: ['chosen one by one'] });
    expect((await forget({ ids: [...ids.slice(0, 20), 'mem_none', 'mem_none_either'] })).structuredContent.forgotten).toHaveLength(20);
  });

  it('a No is told and not asked again', async () => {
    await expectAsked(FILTER);
    await gatehouse.desk.decide(question()?.id ?? '', { answer: 'deny', notAsked: false }, 'popup');
    expect((await forget(FILTER)).content[0].text).toContain('did not allow');
    expect(question()).toBeUndefined();
  });

  it('with admin it is done at once', async () => {
    const admin = await connect(gatehouse, ['memory:read', 'memory:write', 'memory:admin']);
    expect((await forget(FILTER, admin)).structuredContent.forgotten).toHaveLength(5);
    expect(question()).toBeUndefined();
  });

  it('a key for scripts is refused and asks nobody', async () => {
    const { key } = await gatehouse.createApiKey({ name: 'cron', scopes: ['memory:write'], compartment: 'default', lifetime: 60_000, by: 'command' });
    const { body } = await rpc(gatehouse.url, 'legacy', key, 'tools/call', { name: 'memory_forget', arguments: FILTER });
    expect(body.result.content[0].text).toContain('this key was not given the permission memory:admin');
    expect(question()).toBeUndefined();
  });

  it.each([
    {},
    { filter: {} },
    { filter: { match: 'all' } },
    { filter: { tags: [] } },
    { id: 'a', ids: ['b'] },
    { id: 'a', filter: { kind: 'note' } },
    { filter: { after: 'soon' } },
  ])('%j is refused before anything is looked at', async (input) => {
    expect(await forget(input)).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/invalid|must be a date/i) }] });
    expect([await left(), question()]).toEqual([25, undefined]);
  });

  it('the activity carries no word of the memories', async () => {
    await expectAsked(FILTER);
    await allow();
    await forget(FILTER);
    await gatehouse.activity.flush();
    expect(JSON.stringify(await gatehouse.store.activity.list({ limit: 500 }))).not.toContain('Fact number');
  });
});
