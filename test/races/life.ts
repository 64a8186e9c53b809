/** A life of a broker by chance: clients, browsers and a person who do whatever they can, several at once. */
import type { TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, get, makePkce, postForm, register, type Tokens } from '../support/oauth-client.ts';

export type Chance = { number(): number; of<Item>(items: readonly Item[]): Item | undefined };

/** The same seed is the same choices; what they meet depends on who came first. */
export function createChance(seed: number): Chance {
  let state = seed;
  const number = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { number, of: (items) => items[Math.floor(number() * items.length)] };
}

type Registered = { readonly id: string; readonly uri: string; readonly token: string; readonly refreshTokens: string[] };

export type Life = {
  /** Everything that was ever good for a call. */
  readonly accessTokens: string[];
  readonly pages: string[];
  /** One thing that somebody does. */
  step(): Promise<unknown>;
};

export function createLife(gatehouse: TestGatehouse, chance: Chance): Life {
  const { url, desk, control, store, clock, keys, createApiKey } = gatehouse;
  const clients: Registered[] = [];
  const accessTokens: string[] = [];
  const pages: string[] = [];
  const seldom = (share: number) => chance.number() < share;
  const allow = (id: string) =>
    desk.decide(id, { answer: 'allow', scopes: ['memory:write'], for: seldom(0.3) ? 'once' : '30d', compartment: 'default' }, 'command');

  async function keep(client: Registered, response: Response): Promise<void> {
    if (response.status !== 200) return void (await response.arrayBuffer());
    const { access_token: accessToken, refresh_token: refreshToken } = (await response.json()) as Tokens;
    accessTokens.push(accessToken);
    client.refreshTokens.push(refreshToken);
  }

  /** @returns the waiting page, if the client may ask */
  async function ask(address: string): Promise<string | null> {
    const location = (await get(address)).headers.get('location') ?? '';
    if (!location.startsWith(`${url}/oauth/authorize/`)) return null;
    pages.push(location);
    return location;
  }

  async function redeem(client: Registered, page: string, verifier: string): Promise<void> {
    const code = URL.parse((await get(page)).headers.get('location') ?? '')?.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, client_id: client.id, code_verifier: verifier };
    await keep(client, await postForm(`${url}/oauth/token`, form));
    if (seldom(0.1)) await keep(client, await postForm(`${url}/oauth/token`, form));
  }

  const ofClients: readonly ((client: Registered) => Promise<unknown>)[] = [
    async (client) => {
      const { verifier, challenge } = makePkce();
      const page = await ask(authorizationUrl(url, client.id, challenge));
      const request = desk.list().findLast(({ client: { id }, stage }) => id === client.id && stage === 'asking');
      if (page === null || request === undefined) return;
      await allow(request.id);
      await redeem(client, page, verifier);
    },
    async (client) => {
      const address = authorizationUrl(url, client.id, makePkce().challenge);
      await Promise.all([ask(address), ask(address)]);
    },
    async (client) => {
      const form = { grant_type: 'refresh_token', refresh_token: chance.of(client.refreshTokens) ?? '', client_id: client.id };
      await keep(client, await postForm(`${url}/oauth/token`, form));
    },
    (client) => postForm(`${url}/oauth/revoke`, { token: chance.of(client.refreshTokens) ?? '', client_id: client.id }),
    (client) => postForm(`${url}/oauth/revoke`, { token: chance.of(accessTokens) ?? '', client_id: client.id }),
    async ({ id, uri, token }) => {
      const body = { client_id: id, client_name: `Name ${Math.floor(chance.number() * 3)}` };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      if (seldom(0.7)) await fetch(uri, { method: 'PUT', headers, body: JSON.stringify(body) });
      else await fetch(uri, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
    },
    (client) => control.pause([client.id]).then(() => desk.drop([client.id])),
    (client) => control.resume([client.id]),
    async (client) => seldom(0.3) && control.block([client.id]).then(() => desk.drop([client.id])),
    (client) => control.disconnect([client.id]),
    async (client) => {
      const [grant] = await store.grants.list({ clientId: client.id });
      return grant && control.narrow(grant.id, ['memory:read']);
    },
  ];
  const ofAnybody: readonly (() => Promise<unknown>)[] = [
    async () => {
      const { client_id: id, registration_client_uri: uri, registration_access_token: token } = await register(url);
      clients.push({ id: String(id), uri: String(uri), token: String(token), refreshTokens: [] });
    },
    async () => {
      await callTool(gatehouse, chance.of(accessTokens) ?? '', 'memory_store', { content: `Memory ${chance.number()}` });
      clock.advance(2_000);
      for (const { id, kind } of desk.list()) if (kind === 'widening') await allow(id);
    },
    async () => desk.decide(chance.of(desk.list())?.id ?? '', { answer: 'deny', notAsked: seldom(0.2) }, 'command'),
    async () => get(`${chance.of(pages) ?? url}/cancel`),
    async () => get(chance.of(pages) ?? url),
    async () => {
      const session = chance.of(await store.sessions.list());
      return session && control.endSessions([session.id]);
    },
    async () => {
      if (seldom(0.8)) return;
      await control.setLocked(true);
      await desk.refuseAll();
      await control.setLocked(false);
    },
    async () => seldom(0.1) && keys.rotate(),
    async () => {
      const { key } = await createApiKey({ name: 'Script', scopes: ['memory:read'], compartment: 'default', lifetime: 3_600_000, by: 'command' });
      accessTokens.push(key);
    },
    () => store.sweep(clock.now(), 60_000),
    () => store.clients.evictNeverApproved({ olderThan: 0, keep: 3, spare: desk.clientIds() }),
    async () => {
      clock.advance(Math.floor(chance.number() * 30_000));
      await desk.tick();
    },
  ];

  return {
    accessTokens,
    pages,
    async step() {
      const client = chance.of(clients);
      if (client === undefined || seldom(0.3)) return chance.of(ofAnybody)?.();
      // Half of what clients do is to log in and to refresh.
      return (seldom(0.5) ? chance.of([ofClients[0], ofClients[2]]) : chance.of(ofClients))?.(client);
    },
  };
}
