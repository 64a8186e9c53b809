/** What every AuthStore does, whatever stands behind it. */
import { expect, it } from 'vitest';
import type { Answer, AuthStore, Client, Grant } from '../../src/store/auth-store.ts';

const NOW = 1_000_000;
const HOUR = 3_600_000;
let counter = 0;

export function makeClient(change: Partial<Client> = {}): Client {
  counter += 1;
  return {
    id: `gh_${counter}`,
    state: 'pending',
    name: 'Test',
    redirectUris: ['http://127.0.0.1/cb'],
    grantTypes: ['authorization_code', 'refresh_token'],
    tokenEndpointAuthMethod: 'none',
    secretHash: null,
    registrationTokenHash: null,
    registeredScopes: null,
    scopeCeiling: null,
    metadata: { software_id: 'x' },
    rowKey: 'row',
    program: null,
    registeredAt: NOW,
    approvedAt: null,
    lastUsedAt: null,
    label: null,
    changes: [],
    documentAt: null,
    ...change,
  };
}

export function makeGrant(client: Client, change: Partial<Grant> = {}): Grant {
  counter += 1;
  return {
    id: `gr_${counter}`,
    clientId: client.id,
    scopes: ['memory:read'],
    compartment: 'default',
    allowedAt: NOW,
    allowedBy: 'command',
    endsAt: NOW + HOUR,
    endedAt: null,
    endReason: null,
    lastUsedAt: null,
    evidence: ['Listening there: /usr/bin/node'],
    ...change,
  };
}

export function makeAnswer(client: Client, grant: Grant | null, change: Partial<Answer> = {}): Answer {
  counter += 1;
  return {
    handleHash: `handle-${counter}`,
    clientId: client.id,
    outcome: grant === null ? 'denied' : 'allowed',
    grantId: grant?.id ?? null,
    redirectUri: 'http://127.0.0.1/cb',
    state: 's',
    issuer: 'http://127.0.0.1:1',
    codeChallenge: 'challenge',
    resource: 'http://127.0.0.1:1/mcp',
    scopes: grant?.scopes ?? [],
    answeredAt: NOW,
    expiresAt: NOW + HOUR,
    ...change,
  };
}

const access = (jti: string) => ({ jti, scopes: ['memory:read'] as const, issuedAt: NOW, expiresAt: NOW + 900_000 });

/** A client with a grant and a code that was handed out. */
export async function withCode(store: AuthStore, change: Partial<Grant> = {}) {
  const client = makeClient();
  const grant = makeGrant(client, change);
  const answer = makeAnswer(client, grant);
  counter += 1;
  const codeHash = `code-${counter}`;
  await store.clients.register(client);
  await store.answers.allow(answer, grant, client);
  await store.answers.deliver(answer.handleHash, NOW, { hash: codeHash, expiresAt: NOW + 60_000 });
  return { client, grant, answer, codeHash };
}

/** …and a session with its first refresh token. */
export async function withSession(store: AuthStore, change: Partial<Grant> = {}) {
  const made = await withCode(store, change);
  const sessionId = `se_${made.codeHash}`;
  const refreshTokenHash = `refresh-${made.codeHash}`;
  const redemption = await store.codes.redeem({ codeHash: made.codeHash, now: NOW, sessionId, refreshTokenHash, accessToken: access(`${sessionId}.1`) });
  expect(redemption).toEqual({ outcome: 'redeemed' });
  return { ...made, sessionId, refreshTokenHash };
}

export const rotation = (presentedHash: string, successorHash: string, sessionId: string, now = NOW) => ({
  presentedHash,
  now,
  grace: 60_000,
  successorHash,
  sealedSuccessor: `sealed-${successorHash}`,
  accessToken: access(`${sessionId}.${successorHash}`),
});

export function describeAuthStore(open: () => AuthStore): void {
  it('gives back a client as it was registered, and null for any other', async () => {
    const client = makeClient({ scopeCeiling: ['memory:read'], program: { pid: 1, path: '/bin/x', uid: 0, name: 'x', parents: ['y'] } });
    await open().clients.register(client);
    expect(await open().clients.find(client.id)).toEqual(client);
    expect(await open().clients.find('gh_other')).toBeNull();
    expect((await open().clients.list()).map(({ id }) => id)).toContain(client.id);
  });

  it('an Allow approves the client, creates the grant and keeps the answer, all or nothing', async () => {
    const { client, grant } = await withCode(open());
    expect(await open().clients.find(client.id)).toMatchObject({ state: 'approved', approvedAt: NOW });
    expect(await open().grants.find(grant.id)).toEqual(grant);
    const blocked = makeClient({ state: 'blocked' });
    const refused = makeGrant(blocked);
    await open().clients.register(blocked);
    expect(await open().answers.allow(makeAnswer(blocked, refused), refused, blocked)).toBe(false);
    expect(await open().grants.find(refused.id)).toBeNull();
  });

  it.each([
    ['name', { name: 'Another' }],
    ['lack of a name', { name: null }],
    ['redirects', { redirectUris: ['http://127.0.0.1/elsewhere'] }],
    ['number of redirects', { redirectUris: [] }],
  ])('an Allow of a client whose %s changed since the person saw it changes nothing', async (_what, change) => {
    const seen = makeClient();
    await open().clients.register(seen);
    await open().clients.change({ ...seen, ...change }, true, NOW);
    const grant = makeGrant(seen);
    expect(await open().answers.allow(makeAnswer(seen, grant), grant, seen)).toBe(false);
    expect([await open().grants.find(grant.id), (await open().clients.find(seen.id))?.state]).toEqual([null, 'pending']);
  });

  it('an Allow stands when the client changed only what no person is shown', async () => {
    const seen = makeClient({ redirectUris: ['http://127.0.0.1/a', 'http://127.0.0.1/b'] });
    await open().clients.register(seen);
    await open().clients.change(
      { ...seen, redirectUris: [...seen.redirectUris].reverse(), metadata: { software_version: '2' }, rowKey: 'another' },
      false,
      NOW,
    );
    const grant = makeGrant(seen);
    expect(await open().answers.allow(makeAnswer(seen, grant), grant, seen)).toBe(true);
  });

  it('an Allow with the id of a grant widens it, unless it has ended', async () => {
    const { client, grant } = await withCode(open());
    const wider = { ...grant, scopes: ['memory:read', 'memory:write'] as const };
    expect(await open().answers.allow(makeAnswer(client, wider), wider, client)).toBe(true);
    expect((await open().grants.find(grant.id))?.scopes).toEqual(['memory:read', 'memory:write']);
    await open().grants.end([grant.id], 'disconnected', NOW);
    expect(await open().answers.allow(makeAnswer(client, wider), wider, client)).toBe(false);
  });

  it('an answer is handed out once, by whoever is first', async () => {
    const client = makeClient();
    await open().clients.register(client);
    const grant = makeGrant(client);
    const answer = makeAnswer(client, grant);
    await open().answers.allow(answer, grant, client);
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        open().answers.deliver(answer.handleHash, NOW, { hash: `once-${answer.handleHash}-${index}`, expiresAt: NOW + 1 }),
      ),
    );
    expect(all.filter((delivered) => delivered !== null)).toEqual([answer]);
    expect(await open().answers.find(answer.handleHash)).toEqual(answer);
  });

  it('a denial is handed out without a code, and not after its time', async () => {
    const client = makeClient();
    await open().clients.register(client);
    const denial = makeAnswer(client, null);
    await open().answers.refuse(denial);
    expect(await open().answers.deliver(denial.handleHash, NOW, { hash: 'none', expiresAt: NOW + 1 })).toEqual(denial);
    expect(await open().codes.find('none')).toBeNull();
    const late = makeAnswer(client, null);
    await open().answers.refuse(late);
    expect(await open().answers.deliver(late.handleHash, late.expiresAt, { hash: 'late', expiresAt: NOW })).toBeNull();
  });

  it('a challenge is spent once a code was issued for it, for that client alone', async () => {
    const client = makeClient();
    await open().clients.register(client);
    const grant = makeGrant(client);
    const answer = makeAnswer(client, grant, { codeChallenge: `challenge-of-${client.id}` });
    await open().answers.allow(answer, grant, client);
    expect(await open().codes.isChallengeSpent(client.id, answer.codeChallenge)).toBe(false);
    await open().answers.deliver(answer.handleHash, NOW, { hash: `code-${answer.handleHash}`, expiresAt: NOW + 60_000 });
    expect(await open().codes.isChallengeSpent(client.id, answer.codeChallenge)).toBe(true);
    expect(await open().codes.isChallengeSpent('gh_other', answer.codeChallenge)).toBe(false);
    expect(await open().codes.isChallengeSpent(client.id, 'another')).toBe(false);
  });

  it('a code is redeemed once; a second time names the session of the first', async () => {
    const { codeHash, sessionId } = await withSession(open());
    const again = await open().codes.redeem({ codeHash, now: NOW, sessionId: 'se_other', refreshTokenHash: null, accessToken: access(`again-${codeHash}`) });
    expect(again).toEqual({ outcome: 'spent', sessionId });
    expect(await open().sessions.find('se_other')).toBeNull();
  });

  it('of a hundred redemptions at once exactly one wins', async () => {
    const { codeHash } = await withCode(open());
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        open().codes.redeem({
          codeHash,
          now: NOW,
          sessionId: `race-${codeHash}-${index}`,
          refreshTokenHash: null,
          accessToken: access(`race-${codeHash}-${index}`),
        }),
      ),
    );
    expect(all.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1);
  });

  it('a code is void after its end, after the grant’s, and for a paused client', async () => {
    const redeem = (codeHash: string, now: number) =>
      open().codes.redeem({ codeHash, now, sessionId: `void-${codeHash}`, refreshTokenHash: null, accessToken: access(`void-${codeHash}`) });
    expect(await redeem((await withCode(open())).codeHash, NOW + 60_000)).toEqual({ outcome: 'void' });
    const ended = await withCode(open());
    await open().grants.end([ended.grant.id], 'disconnected', NOW);
    expect(await redeem(ended.codeHash, NOW)).toEqual({ outcome: 'void' });
    const paused = await withCode(open());
    await open().clients.setState([paused.client.id], 'paused');
    expect(await redeem(paused.codeHash, NOW)).toEqual({ outcome: 'void' });
  });

  it('rotates, repeats within the grace, and ends the family on reuse', async () => {
    const { refreshTokenHash: first, sessionId } = await withSession(open());
    const [second, third, fourth] = [`2-${first}`, `3-${first}`, `4-${first}`];
    expect(await open().refreshTokens.rotate(rotation(first, second, sessionId))).toEqual({ outcome: 'rotated' });
    expect(await open().refreshTokens.rotate(rotation(first, third, sessionId, NOW + 60_000))).toEqual({
      outcome: 'repeated',
      sealedSuccessor: `sealed-${second}`,
      successorHash: second,
    });
    expect(await open().refreshTokens.rotate(rotation(second, fourth, sessionId))).toEqual({ outcome: 'rotated' });
    expect(await open().refreshTokens.rotate(rotation(first, third, sessionId))).toEqual({ outcome: 'reused' });
    expect(await open().sessions.find(sessionId)).toMatchObject({ endReason: 'refresh-reuse', renewals: 2 });
    expect(await open().refreshTokens.rotate(rotation(fourth, third, sessionId))).toEqual({ outcome: 'void' });
  });

  it('a repeat after the grace is reuse', async () => {
    const { refreshTokenHash: first, sessionId } = await withSession(open());
    await open().refreshTokens.rotate(rotation(first, `2-${first}`, sessionId));
    expect(await open().refreshTokens.rotate(rotation(first, `3-${first}`, sessionId, NOW + 60_001))).toEqual({ outcome: 'reused' });
  });

  it('a repeat before the use is reuse too: the clock was set back', async () => {
    const { refreshTokenHash: first, sessionId } = await withSession(open());
    await open().refreshTokens.rotate(rotation(first, `2-${first}`, sessionId));
    expect(await open().refreshTokens.rotate(rotation(first, `3-${first}`, sessionId, NOW - 60_001))).toEqual({ outcome: 'reused' });
  });

  it('ending a grant ends its sessions; ended ones with living tokens are known after a restart', async () => {
    const { grant, sessionId, refreshTokenHash } = await withSession(open());
    expect(await open().grants.end([grant.id], 'disconnected', NOW)).toEqual([grant.id]);
    expect(await open().grants.end([grant.id], 'disconnected', NOW)).toEqual([]);
    expect(await open().sessions.find(sessionId)).toMatchObject({ endedAt: NOW, endReason: 'grant-ended' });
    expect(await open().sessions.endedWithLiveTokens(NOW)).toContain(sessionId);
    expect(await open().refreshTokens.rotate(rotation(refreshTokenHash, 'x', sessionId))).toEqual({ outcome: 'void' });
    expect((await open().grants.live()).map(({ id }) => id)).not.toContain(grant.id);
  });

  it('sweeps what has ended: a sealed successor after the grace, a session and its refresh tokens after a day', async () => {
    const { grant, refreshTokenHash: first, sessionId } = await withSession(open());
    await open().refreshTokens.rotate(rotation(first, `2-${first}`, sessionId));
    await open().sweep(NOW + 60_000, 60_000);
    expect(await open().refreshTokens.rotate({ ...rotation(first, 'x', sessionId, NOW + 60_000), grace: HOUR })).toMatchObject({ outcome: 'repeated' });
    await open().sweep(NOW + 60_001, 60_000);
    expect(await open().refreshTokens.rotate({ ...rotation(first, 'x', sessionId, NOW + 60_001), grace: HOUR })).toEqual({ outcome: 'reused' });
    await open().sweep(NOW + 60_001 + 24 * HOUR, 60_000);
    expect(await open().sessions.find(sessionId)).not.toBeNull();
    await open().sweep(NOW + 60_002 + 24 * HOUR, 60_000);
    expect([await open().sessions.find(sessionId), await open().refreshTokens.find(first), await open().refreshTokens.find(`2-${first}`)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await open().grants.find(grant.id)).not.toBeNull();
  });

  it('sweeps the session of a grant that has run out, and no session that lives', async () => {
    const { sessionId: over, refreshTokenHash } = await withSession(open(), { endsAt: NOW + HOUR });
    const { sessionId: living, refreshTokenHash: good } = await withSession(open(), { endsAt: null });
    await open().sweep(NOW + HOUR, 60_000);
    expect(await open().sessions.find(over)).toMatchObject({ endedAt: NOW + HOUR, endReason: 'grant-ended' });
    await open().sweep(NOW + 26 * HOUR, 60_000);
    expect([await open().sessions.find(over), await open().refreshTokens.find(refreshTokenHash)]).toEqual([null, null]);
    expect([await open().sessions.find(living), await open().refreshTokens.find(good)]).toMatchObject([{ endedAt: null }, { usedAt: null }]);
  });

  it('a revoked access token stays revoked until it ends', async () => {
    const { sessionId } = await withSession(open());
    await open().accessTokens.revoke(`${sessionId}.1`, NOW);
    expect(await open().accessTokens.revoked(NOW)).toContain(`${sessionId}.1`);
    expect(await open().accessTokens.revoked(NOW + 900_000)).not.toContain(`${sessionId}.1`);
    expect(await open().accessTokens.list({ sessionId, now: NOW })).toMatchObject([{ jti: `${sessionId}.1`, revokedAt: NOW }]);
  });

  it('a token that was taken away is known for a day after its end, whatever the clock said at the sweep; any other goes', async () => {
    const [revoked, ended, living] = [await withSession(open()), await withSession(open()), await withSession(open())];
    await open().accessTokens.revoke(`${revoked.sessionId}.1`, NOW);
    await open().sessions.end([ended.sessionId], 'ended', NOW);
    await open().sweep(NOW + 23 * HOUR, 60_000);
    expect(await open().accessTokens.revoked(NOW)).toContain(`${revoked.sessionId}.1`);
    expect(await open().sessions.endedWithLiveTokens(NOW)).toContain(ended.sessionId);
    expect(await open().accessTokens.list({ sessionId: living.sessionId, now: NOW })).toEqual([]);
    await open().sweep(NOW + 25 * HOUR, 60_000);
    for (const { sessionId } of [revoked, ended]) expect(await open().accessTokens.list({ sessionId, now: NOW })).toEqual([]);
  });

  it('removing a client ends its grants; resuming one that was never approved leaves it pending', async () => {
    const { client, grant } = await withSession(open());
    expect(await open().clients.remove(client.id, NOW)).toBe(true);
    expect(await open().grants.find(grant.id)).toMatchObject({ endReason: 'client-deleted' });
    expect(await open().clients.remove(client.id, NOW)).toBe(false);
    const fresh = makeClient();
    await open().clients.register(fresh);
    await open().clients.setState([fresh.id], 'paused');
    expect(await open().clients.held()).toContainEqual({ id: fresh.id, state: 'paused' });
    await open().clients.setState([fresh.id], 'approved');
    expect(await open().clients.find(fresh.id)).toMatchObject({ state: 'pending' });
  });

  it('the person’s own name for a client is kept, and can be taken away again', async () => {
    const [one, other] = [makeClient(), makeClient()];
    for (const client of [one, other]) await open().clients.register(client);
    await open().clients.setLabel([one.id, other.id], 'Laptop');
    expect(await open().clients.find(other.id)).toEqual({ ...other, label: 'Laptop' });
    await open().clients.setLabel([one.id], null);
    expect([(await open().clients.find(one.id))?.label, (await open().clients.find(other.id))?.label]).toEqual([null, 'Laptop']);
  });

  it('resuming lets nobody in who changed since the person allowed it (ruling 8)', async () => {
    const changed = makeClient({ state: 'approved', approvedAt: NOW });
    await open().clients.register(changed);
    await open().clients.change({ ...changed, name: 'New', changes: ['It called itself “Test” before'] }, true, NOW);
    await open().clients.setState([changed.id], 'approved');
    expect(await open().clients.find(changed.id)).toMatchObject({ state: 'pending' });
    await open().clients.setState([changed.id], 'paused');
    await open().clients.setState([changed.id], 'approved');
    expect(await open().clients.find(changed.id)).toMatchObject({ state: 'pending' });
    const same = makeClient({ state: 'approved', approvedAt: NOW });
    await open().clients.register(same);
    await open().clients.setState([same.id], 'blocked');
    await open().clients.setState([same.id], 'approved');
    expect(await open().clients.find(same.id)).toMatchObject({ state: 'approved' });
  });

  it('evicts never-approved clients by age and number, and spares those named and those approved', async () => {
    const { client: approved } = await withCode(open());
    const old = makeClient({ registeredAt: 1 });
    const spared = makeClient({ registeredAt: 2 });
    for (const client of [old, spared]) await open().clients.register(client);
    const gone = await open().clients.evictNeverApproved({ olderThan: 10, keep: 1000, spare: [spared.id] });
    expect(gone).toEqual([old.id]);
    expect(await open().clients.find(spared.id)).not.toBeNull();
    expect(await open().clients.find(approved.id)).not.toBeNull();
  });

  it('makes client, grant and key of a script at once', async () => {
    const client = makeClient({ state: 'approved' });
    const grant = makeGrant(client);
    const key = { hash: `hash-${client.id}`, id: 'ak_1', clientId: client.id, grantId: grant.id, createdAt: NOW };
    await open().apiKeys.create(client, grant, key);
    expect([await open().apiKeys.find(key.hash), await open().grants.find(grant.id)]).toEqual([key, grant]);
    expect(await open().apiKeys.find('another')).toBeNull();
    await expect(open().apiKeys.create(makeClient(), makeGrant(client), key)).rejects.toThrow();
  });

  it('changes a client, and asks again only when told to', async () => {
    const client = makeClient({ state: 'approved', approvedAt: NOW });
    const grant = makeGrant(client);
    await open().apiKeys.create(client, grant, { hash: `k-${client.id}`, id: 'ak', clientId: client.id, grantId: grant.id, createdAt: NOW });
    expect(await open().clients.change({ ...client, name: 'New', changes: ['It called itself “Test” before'] }, false, NOW)).toBe(true);
    expect([await open().clients.find(client.id), (await open().grants.find(grant.id))?.endedAt]).toMatchObject([{ name: 'New', state: 'approved' }, null]);
    await open().clients.change({ ...client, name: 'Newer', changes: ['x'], documentAt: NOW }, true, NOW + 1);
    expect([await open().clients.find(client.id), await open().grants.find(grant.id)]).toMatchObject([
      { name: 'Newer', state: 'pending', changes: ['x'], documentAt: NOW },
      { endedAt: NOW + 1, endReason: 'client-changed' },
    ]);
    expect(await open().clients.change({ ...client, id: 'gh_none' }, true, NOW)).toBe(false);
  });

  it('forgets a registration access token by its hash', async () => {
    const client = makeClient({ registrationTokenHash: 'token-hash' });
    await open().clients.register(client);
    await open().clients.dropRegistrationToken('token-hash');
    expect((await open().clients.find(client.id))?.registrationTokenHash).toBeNull();
  });

  it('keeps activity in a chain, newest first, and facts by name', async () => {
    await open().activity.append([
      { at: NOW, event: { kind: 'broker.locked' } },
      { at: NOW + 1, event: { kind: 'client.paused', clientId: 'gh_a' } },
    ]);
    const [newest] = await open().activity.list({ limit: 1 });
    expect(newest).toMatchObject({ at: NOW + 1, event: { kind: 'client.paused', clientId: 'gh_a' } });
    expect(await open().activity.list({ limit: 10, clientId: 'gh_a' })).toHaveLength(1);
    expect(await open().activity.list({ limit: 10, clientId: ['gh_a', 'gh_b'], kind: ['client.paused', 'broker.locked'] })).toHaveLength(1);
    expect(await open().activity.list({ limit: 10, kind: ['client.paused', 'broker.locked'] })).toHaveLength(2);
    expect(await open().activity.list({ limit: 10, kind: [] })).toEqual([]);
    expect(await open().activity.verify()).toMatchObject({ intact: true });
    // Retention removes the oldest, and what stays goes on from there.
    expect(await open().activity.prune(NOW + 1)).toBe(1);
    expect(await open().activity.verify()).toEqual({ intact: true, entries: 1 });
    expect(await open().activity.prune(NOW + 2)).toBe(1);
    await open().activity.append([{ at: NOW + 3, event: { kind: 'broker.unlocked' } }]);
    expect(await open().activity.verify()).toEqual({ intact: true, entries: 1 });
    expect((await open().activity.list({ limit: 5 })).map(({ sequence }) => sequence)).toEqual([3]);
    await open().facts.set('locked', 'yes');
    expect(await open().facts.get('locked')).toBe('yes');
    await open().facts.set('locked', null);
    expect(await open().facts.get('locked')).toBeNull();
  });
}
