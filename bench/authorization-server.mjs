/**
 * The authorization server beside oidc-provider with an equally durable store: both are processes of their own, started and
 * measured in the same run, operation by operation in turn. Prints ratios of medians with their spread.
 * `--quick` for a short look, `--only refresh,revoke` for some operations, `--stored N` to register N clients first and compare with
 * an empty broker.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationRequest, REDIRECT } from './authorization-request.ts';
import { createCaller, expectStatus, measure } from './load.ts';
import { cpu, entry, HOW, median, ON_SERVERS_CORE, ratioOf, roundsInTurn } from './side-by-side.mjs';
import { makeDirectory, startServer, stopProcess } from './start-process.ts';

const quick = process.argv.includes('--quick');
const word = (option) => (process.argv.includes(option) ? (process.argv[process.argv.indexOf(option) + 1] ?? '') : '');
const stored = Number(word('--stored')) || 0;
const only = word('--only')
  .split(',')
  .filter((name) => name !== '');
const ROUNDS = quick ? 3 : 5;
const WARM_ROUNDS = quick ? 1 : 3;
const COUNT = quick ? 60 : 500;
const CONCURRENCY = 10;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const directory = makeDirectory();

async function start(name, script, words) {
  const { child, line } = await startServer([...ON_SERVERS_CORE, process.execPath, script, ...words]);
  const { issuer } = line;
  return { name, child, issuer, ...createCaller(Number(new URL(issuer).port)) };
}
const gatehouse = (name) => start(name, entry, ['--test-profile', join(directory, name), '--consent', 'auto', '--port', '0', '--json', '--headless']);
async function peer() {
  const path = join(directory, 'peer');
  mkdirSync(path);
  return start('oidc-provider + SQLite', join(import.meta.dirname, 'peers', 'oidc-provider.mjs'), [path]);
}

const metadata = { client_name: 'bench', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none', application_type: 'native' };
const grants = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] };
const paths = ({ name }) =>
  name.startsWith('oidc')
    ? {
        register: '/reg',
        authorize: '/auth',
        token: '/token',
        introspect: '/token/introspection',
        revoke: '/token/revocation',
        discovery: '/.well-known/openid-configuration',
      }
    : {
        register: '/oauth/register',
        authorize: '/oauth/authorize',
        token: '/oauth/token',
        introspect: '/oauth/introspect',
        revoke: '/oauth/revoke',
        discovery: '/.well-known/openid-configuration',
      };

async function register(server, change = {}) {
  const body = JSON.stringify({ ...metadata, ...grants, ...change });
  const reply = await server.call({ method: 'POST', path: paths(server).register, headers: { 'content-type': 'application/json' }, body });
  return JSON.parse(expectStatus(reply, 201).text);
}

/** Follows redirects with cookies until they leave the server. */
async function authorize(server, client) {
  const { verifier, query } = authorizationRequest(client.client_id, { resource: `${server.issuer}/mcp` });
  const cookies = new Map();
  let path = `${paths(server).authorize}?${query}`;
  for (let hops = 0; hops < 10; hops += 1) {
    const headers = cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const reply = await server.call({ method: 'GET', path, headers });
    if (reply.status !== 303 && reply.status !== 302) throw new Error(`authorize answered ${reply.status}: ${reply.text.slice(0, 300)}`);
    for (const cookie of [reply.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = new URL(reply.headers.location, server.issuer);
    if (location.origin !== server.issuer) {
      const code = location.searchParams.get('code');
      if (code === null) throw new Error(`no code: ${location}`);
      return { client, form: { grant_type: 'authorization_code', client_id: client.client_id, redirect_uri: REDIRECT, code_verifier: verifier, code } };
    }
    path = `${location.pathname}${location.search}`;
  }
  throw new Error(`${server.name} never led back to the client`);
}

async function post(server, path, form) {
  return expectStatus(await server.call({ method: 'POST', path, headers: FORM, body: new URLSearchParams(form).toString() }), 200);
}
const token = async (server, form) => JSON.parse((await post(server, paths(server).token, form)).text);
async function login(server, client) {
  const { form } = await authorize(server, client ?? (await register(server)));
  const tokens = await token(server, form);
  if (!/^ey/.test(tokens.access_token)) throw new Error('the access token is not a JWT');
  return { clientId: form.client_id, ...tokens };
}
const inTurn = async (count, make) => {
  const made = [];
  await measure(count, CONCURRENCY, async (index) => {
    made[index] = await make();
  });
  return made;
};

/** Each operation prepares what it uses up, outside the measured time. What uses up nothing and costs little is done more often. */
const OPERATIONS = {
  discovery: {
    times: 20,
    prepare: async () => undefined,
    run: async (server) => expectStatus(await server.call({ method: 'GET', path: paths(server).discovery }), 200),
  },
  register: { prepare: async () => undefined, run: (server) => register(server) },
  'register → token': { prepare: async () => undefined, run: (server) => login(server) },
  'code → token': {
    prepare: (server) => inTurn(COUNT, async () => (await authorize(server, await register(server))).form),
    run: (server, forms, index) => token(server, forms[index]),
  },
  refresh: {
    prepare: (server) => inTurn(COUNT, () => login(server)),
    run: (server, logins, index) =>
      token(server, { grant_type: 'refresh_token', client_id: logins[index].clientId, refresh_token: logins[index].refresh_token }),
  },
  introspect: {
    times: 10,
    prepare: async (server) => {
      const confidential = await register(server, { token_endpoint_auth_method: 'client_secret_basic' });
      const { form } = await authorize(server, confidential);
      const authorization = `Basic ${Buffer.from(`${confidential.client_id}:${confidential.client_secret}`).toString('base64')}`;
      const reply = await server.call({
        method: 'POST',
        path: paths(server).token,
        headers: { ...FORM, authorization },
        body: new URLSearchParams({ ...form }).toString(),
      });
      return { authorization, token: JSON.parse(expectStatus(reply, 200).text).refresh_token };
    },
    run: async (server, { authorization, token: asked }) => {
      const headers = { ...FORM, authorization };
      const reply = await server.call({ method: 'POST', path: paths(server).introspect, headers, body: new URLSearchParams({ token: asked }).toString() });
      if (JSON.parse(expectStatus(reply, 200).text).active !== true) throw new Error('not active');
    },
  },
  revoke: {
    prepare: (server) => inTurn(COUNT, () => login(server)),
    run: (server, logins, index) => post(server, paths(server).revoke, { token: logins[index].refresh_token, client_id: logins[index].clientId }),
  },
};

/** What oidc-provider has no like of: only the two brokers are compared. */
const OF_ONE_KIND = {
  'bearer check': {
    times: 10,
    prepare: (server) => inTurn(COUNT, () => login(server)),
    run: async (server, logins, index) => {
      const headers = { authorization: `Bearer ${logins[index % COUNT].access_token}` };
      expectStatus(await server.call({ method: 'GET', path: '/verify', headers }), 200);
    },
  },
};

async function round(server, { prepare, run, times = 1 }) {
  const count = COUNT * times;
  const prepared = await prepare(server);
  const before = cpu(server.child);
  const { rate, p99 } = await measure(count, CONCURRENCY, async (index) => void (await run(server, prepared, index)));
  return { rate, p99, cpu: ((cpu(server.child) - before) * 1000) / count };
}

/** Whole logins until what every operation goes through is compiled: a young process is measured by nobody who runs one for weeks. */
async function warmUp(server) {
  await inTurn(quick ? 200 : 1000, () => login(server));
}

async function compare(left, right) {
  for (const server of [left, right]) await warmUp(server);
  const operations = stored === 0 ? OPERATIONS : { ...OPERATIONS, ...OF_ONE_KIND };
  const wanted = Object.entries(operations).filter(([name]) => only.length === 0 || only.includes(name));
  for (const [name, operation] of wanted) {
    const rounds = await roundsInTurn([left, right], { warm: WARM_ROUNDS, counted: ROUNDS }, (server) => round(server, operation));
    const [mine, theirs] = [0, 1].map((side) => rounds.map((pair) => pair[side]));
    const line = (figures) =>
      `${median(figures.map(({ rate }) => rate))
        .toFixed(0)
        .padStart(6)}/s  p99 ${median(figures.map(({ p99 }) => p99))
        .toFixed(1)
        .padStart(5)} ms  cpu ${median(figures.map((each) => each.cpu)).toFixed(2)} ms`;
    console.log(`${name.padEnd(17)} ${line(mine)}   |  ${line(theirs)}   |  ${ratioOf(rounds)}`);
  }
}

console.log(`${HOW}; ${COUNT} operations a round, ${ROUNDS} rounds, ${CONCURRENCY} at once`);
const servers = [await gatehouse('ours')];
if (stored === 0) {
  servers.push(await peer());
  console.log(`\n${''.padEnd(17)} Gatehouse | ${servers[1].name} | ratio of rates`);
} else {
  servers.unshift(await gatehouse('full'));
  process.stdout.write(`registering ${stored} clients…`);
  await measure(stored, 50, async () => void (await register(servers[0])));
  console.log(` done\n\n${''.padEnd(17)} with ${stored} clients | with none | ratio of rates (0.77 is a cost of 1.3)`);
}
await compare(servers[0], servers[1]);
for (const { child, close } of servers) {
  close();
  await stopProcess(child);
}
