import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallQuestion, Decision } from '../../src/consent/desk.ts';
import type { Grant } from '../../src/store/auth-store.ts';
import { connect } from '../support/oauth-client.ts';
import { type Desk, startDesk } from './support.ts';

const ALLOW: Decision = { answer: 'allow', scopes: [], for: 'once', compartment: 'default' };
const SHOWN = ['mem_1', 'mem_2', 'mem_3'];
const call = (digest: string): CallQuestion => ({
  tool: 'memory_forget',
  digest,
  subjects: SHOWN,
  view: { sentence: 'Forget 3 memories', allow: 'Forget them', count: 3, conditions: [], samples: ['The harbour opens at six'] },
});

let desk: Desk;
let grant: Grant;
beforeEach(async () => {
  desk = await startDesk();
  grant = await grantOf((await connect(desk)).clientId);
});
afterEach(() => desk.close());

async function grantOf(clientId: string): Promise<Grant> {
  const found = (await desk.store.grants.live()).find((candidate) => candidate.clientId === clientId);
  if (found === undefined) throw new Error('the client has no grant');
  return found;
}
async function askAndAllow(digest: string): Promise<void> {
  expect(await desk.desk.askCall(grant, call(digest))).toBe('asking');
  expect(await desk.desk.decide(desk.desk.list()[0]?.id ?? '', ALLOW, 'popup')).toBe('decided');
}

describe('ruling 22: an Allow for one call', () => {
  it('is asked as its own kind, with what would happen and no permission', async () => {
    await desk.desk.askCall(grant, call('d1'));
    expect(desk.screen.now()).toMatchObject({
      kind: 'call',
      stage: 'asking',
      permissions: [],
      durations: [],
      compartments: [{ id: 'default', name: 'Default', alsoReads: [] }],
      call: { sentence: 'Forget 3 memories', count: 3, samples: ['The harbour opens at six'] },
    });
  });

  it('is there once, for these arguments, this connection and no longer than a minute', async () => {
    await askAndAllow('d1');
    expect(desk.desk.takeCall(grant.id, 'd2', SHOWN)).toBe(false);
    expect(desk.desk.takeCall('gr_other', 'd1', SHOWN)).toBe(false);
    expect([desk.desk.takeCall(grant.id, 'd1', SHOWN), desk.desk.takeCall(grant.id, 'd1', SHOWN)]).toEqual([true, false]);
    await askAndAllow('d3');
    desk.clock.advance(59_999);
    expect(desk.desk.takeCall(grant.id, 'd3', SHOWN)).toBe(true);
    await askAndAllow('d4');
    desk.clock.advance(60_000);
    expect(desk.desk.takeCall(grant.id, 'd4', SHOWN)).toBe(false);
  });

  it('is for what the person was asked about, or less of it, and for nothing else', async () => {
    await askAndAllow('d1');
    expect(desk.desk.takeCall(grant.id, 'd1', ['mem_1', 'mem_2', 'mem_4'])).toBe(false);
    await askAndAllow('d2');
    expect(desk.desk.takeCall(grant.id, 'd2', ['mem_3'])).toBe(true);
  });

  it('gives the connection nothing else', async () => {
    await askAndAllow('d1');
    expect((await grantOf(grant.clientId)).scopes).toEqual(grant.scopes);
  });

  it('the same call many times at once is one question', async () => {
    expect(await Promise.all([1, 2, 3].map(() => desk.desk.askCall(grant, call('d1'))))).toEqual(['asking', 'asking', 'asking']);
    expect(desk.desk.list()).toHaveLength(1);
  });

  it('a No holds for that call for a day, and only for that', async () => {
    await desk.desk.askCall(grant, call('d1'));
    await desk.desk.decide(desk.desk.list()[0]?.id ?? '', { answer: 'deny', notAsked: false }, 'popup');
    expect([await desk.desk.askCall(grant, call('d1')), await desk.desk.askCall(grant, call('d2'))]).toEqual(['denied', 'asking']);
    desk.clock.advance(24 * 3_600_000);
    expect(await desk.desk.askCall(grant, call('d1'))).toBe('asking');
  });

  it('the question goes with its connection, and an Allow after that gives nothing', async () => {
    await desk.desk.askCall(grant, call('d1'));
    const [{ id } = { id: '' }] = desk.desk.list();
    await desk.control.disconnect([grant.clientId]);
    expect(await desk.desk.decide(id, ALLOW, 'popup')).toBe('refused');
    expect([desk.desk.takeCall(grant.id, 'd1', SHOWN), await desk.desk.askCall(grant, call('d2'))]).toEqual([false, 'refused']);
  });

  it('ends unanswered like any other, and counts against a program that asks too much', async () => {
    for (const digest of ['d1', 'd2']) {
      await desk.desk.askCall(grant, call(digest));
      desk.clock.advance(120_000);
      await desk.desk.tick();
      expect(desk.desk.list()).toEqual([]);
    }
    expect(await desk.desk.askCall(grant, call('d3'))).toBe('refused');
  });

  it('stands in the activity with its digest and without a word of the memories', async () => {
    await askAndAllow('d1');
    await desk.activity.flush();
    const events = (await desk.store.activity.list({ limit: 50 })).map(({ event }) => event).filter(({ kind }) => kind.startsWith('call.'));
    expect(events.map((event) => ({ ...event, requestId: '' })).reverse()).toEqual([
      { kind: 'call.asked', clientId: grant.clientId, requestId: '', grantId: grant.id, tool: 'memory_forget', digest: 'd1' },
      { kind: 'call.allowed', clientId: grant.clientId, requestId: '', grantId: grant.id, tool: 'memory_forget', digest: 'd1', by: 'popup' },
    ]);
  });
});
