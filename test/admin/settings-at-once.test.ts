import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import type { FetchedDocument } from '../../src/shared/fetch-client-document.ts';
import { type LiveSettings, USUAL_SETTINGS } from '../../src/shared/live-settings.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, connect, get, makePkce, openWaiting, register } from '../support/oauth-client.ts';

const DAY = 86_400_000;
const LISTED = 'https://app.example.com';
const DOCUMENT = `${LISTED}/client.json`;

describe('a setting that the person changes holds from the next use on', () => {
  let gatehouse: TestGatehouse;
  let settings: LiveSettings;
  let fetched: string[];
  const set = (changes: Partial<LiveSettings>) => {
    settings = { ...settings, ...changes };
  };
  beforeEach(async () => {
    settings = USUAL_SETTINGS;
    fetched = [];
    const fetchDocument = async (url: string): Promise<FetchedDocument> => {
      fetched.push(url);
      return { refused: 'unreachable' };
    };
    gatehouse = await startGatehouse({ settings: () => settings, fetchDocument });
  });
  afterEach(() => gatehouse.close());

  const asking = async () => {
    const { client_id: id } = await register(gatehouse.url);
    await openWaiting(authorizationUrl(gatehouse.url, String(id), makePkce().challenge));
    return gatehouse.desk.list().find(({ client }) => client.id === id);
  };

  it('the time that is chosen in a question', async () => {
    const chosen = async () => (await asking())?.durations.filter((line) => line.chosen).map(({ duration }) => duration);
    expect(await chosen()).toEqual(['30d']);
    set({ duration: 'once' });
    expect(await chosen()).toEqual(['once']);
  });

  it('the same where a command says yes without a time', async () => {
    set({ duration: 'always' });
    const admin = createAdmin({ ...gatehouse, status: async () => ({}) as never });
    const { id } = (await asking()) ?? { id: '' };
    expect(await admin['requests.allow']?.({ id }, 'command')).toMatchObject({ for: 'always' });
  });

  it('the quiet hours: by the clock of the person, over midnight, and over when the person ends them for this time', async () => {
    const view = () => gatehouse.attention.view();
    // It is nine in the morning.
    set({ quietHours: { from: 9 * 60, to: 9 * 60 + 30 } });
    expect(view()).toMatchObject({ silence: 'quiet', quietUntil: gatehouse.clock.now() + 30 * 60_000 });
    gatehouse.clock.advance(30 * 60_000);
    expect(view()).toMatchObject({ silence: null, quietUntil: null });
    set({ quietHours: { from: 9 * 60, to: 7 * 60 } });
    expect(view().quietUntil).toBe(gatehouse.clock.now() + 21.5 * 3_600_000);
    await gatehouse.attention.setQuiet(null);
    expect(view()).toMatchObject({ silence: null, quietUntil: null });
    gatehouse.clock.advance(21.5 * 3_600_000 + 2 * 3_600_000);
    expect(view().quietUntil).toBe(gatehouse.clock.now() + 22 * 3_600_000);
    set({ quietHours: null });
    expect(view().silence).toBeNull();
  });

  it('how long a question waits; more time is two minutes whatever it says', async () => {
    const time = (id = '') => {
      const { arrivedAt = 0, expiresAt = 0 } = gatehouse.desk.list().find((request) => request.id === id) ?? {};
      return expiresAt - arrivedAt;
    };
    const first = (await asking())?.id;
    expect(time(first)).toBe(120_000);
    await gatehouse.desk.decide(first ?? '', { answer: 'deny', notAsked: false }, 'popup');
    set({ promptTimeout: 30_000 });
    const second = (await asking())?.id;
    expect(time(second)).toBe(30_000);
    expect(gatehouse.desk.extend(second ?? '')).toBe(true);
    expect(time(second)).toBe(150_000);
  });

  it('how long an access token lasts', async () => {
    expect((await connect(gatehouse)).tokens.expires_in).toBe(900);
    set({ accessTokenLifetime: 300_000 });
    expect((await connect(gatehouse)).tokens.expires_in).toBe(300);
  });

  it('the websites that may call', async () => {
    const status = async () => (await fetch(`${gatehouse.url}/.well-known/oauth-authorization-server`, { headers: { origin: LISTED } })).status;
    expect(await status()).toBe(403);
    set({ allowedOrigins: [LISTED] });
    expect(await status()).toBe(200);
    set({ allowedOrigins: [] });
    expect(await status()).toBe(403);
  });

  it('whether answers may leave this computer', async () => {
    const tried = async () => (await register(gatehouse.url, { redirect_uris: [`${LISTED}/callback`] }).catch(() => null))?.redirect_uris;
    expect(await tried()).toBeUndefined();
    set({ remoteRedirects: true });
    expect(await tried()).toEqual([`${LISTED}/callback`]);
    const { client_id: id } = await register(gatehouse.url, { redirect_uris: [`${LISTED}/callback`] });
    const asked = () => get(authorizationUrl(gatehouse.url, String(id), makePkce().challenge, { redirect_uri: `${LISTED}/callback` }));
    expect((await asked()).status).toBe(303);
    set({ remoteRedirects: false });
    const page = await asked();
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('leaves this computer, which the settings of Gatehouse do not allow')]);
  });

  it('from where a description may be fetched, to the letter', async () => {
    const page = async () => (await get(authorizationUrl(gatehouse.url, DOCUMENT, makePkce().challenge))).text();
    set({ documentHosts: ['example.com', 'other.app.example.com'] });
    expect(await page()).toContain('app.example.com is none of the hosts that the settings of Gatehouse name');
    set({ documentFetches: false });
    expect(await page()).toContain('fetching is turned off');
    expect(fetched).toEqual([]);
    set({ documentFetches: true, documentHosts: ['app.example.com'] });
    expect(await page()).toContain('app.example.com could not be reached');
    expect(fetched).toEqual([DOCUMENT]);
  });

  it('how long activity is kept', async () => {
    const admin = createAdmin({ ...gatehouse, status: async () => ({}) as never });
    const keptFor = async () => ((await admin['activity.list']?.({}, 'window')) as { keptFor: number } | undefined)?.keptFor;
    expect(await keptFor()).toBe(90 * DAY);
    set({ activityRetention: 7 * DAY });
    expect(await keptFor()).toBe(7 * DAY);
  });
});
