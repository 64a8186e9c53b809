/** Starts the broker itself, warms it up, and prints what it does. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationRequest, REDIRECT } from './authorization-request.ts';
import { createCaller, expectStatus, type Figures, measure, type Reply } from './load.ts';
import { makeDirectory, type Started, startServer, stopProcess } from './start-process.ts';

const quick = process.argv.includes('--quick');
const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'serve.js');
const entry = existsSync(built) ? built : join(root, 'src', 'serve.ts');
const MEMORIES = quick ? 1_000 : 10_000;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const directory = makeDirectory();

function start(script: string, environment: Record<string, string>, ...words: string[]): Promise<Started> {
  // Only where the event loop is watched: the monitor itself costs memory and time.
  const monitor = environment.GATEHOUSE_BENCH_DELAY === undefined ? [] : ['--import', join(import.meta.dirname, 'event-loop-delay.mjs')];
  return startServer([process.execPath, ...monitor, script, ...words], environment);
}
const rss = (pid: number | undefined) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const median = (values: number[]) => values.sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

console.log(`entry: ${entry === built ? 'dist/serve.js (built)' : 'src/serve.ts (run `npm run build` for the built one)'}`);
const profile = join(directory, 'profile');
const serve = (name = profile) => start(entry, {}, '--test-profile', name, '--consent', 'auto', '--port', '0', '--json', '--headless');

const cold: number[] = [];
for (let round = 0; round < 3; round += 1) {
  const before = performance.now();
  const { child, line } = await serve(join(directory, `cold-${round}`));
  const port = Number(new URL(String(line.issuer)).port);
  const caller = createCaller(port);
  expectStatus(await caller.call({ method: 'GET', path: '/.well-known/oauth-authorization-server' }), 200);
  cold.push(performance.now() - before);
  caller.close();
  await stopProcess(child);
}

const broker = await serve();
await new Promise((resolve) => setTimeout(resolve, 2_000));
console.log(`cold start to the first 200 on discovery: ${median(cold).toFixed(0)} ms (median of 3)`);
console.log(`RSS idle: ${rss(broker.child.pid).toFixed(1)} MB`);

const issuer = String(broker.line.issuer);
const { call, close } = createCaller(Number(new URL(issuer).port));

async function register(): Promise<string> {
  const body = JSON.stringify({ client_name: 'bench', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' });
  const reply = expectStatus(await call({ method: 'POST', path: '/oauth/register', headers: { 'content-type': 'application/json' }, body }), 201);
  return JSON.parse(reply.text).client_id;
}

async function makeCode(): Promise<Record<string, string>> {
  const clientId = await register();
  const { verifier, query } = authorizationRequest(clientId);
  const page = expectStatus(await call({ method: 'GET', path: `/oauth/authorize?${query}` }), 303).headers.location as string;
  const back = expectStatus(await call({ method: 'GET', path: new URL(page).pathname }), 303).headers.location as string;
  return { grant_type: 'authorization_code', client_id: clientId, code_verifier: verifier, code: new URL(back).searchParams.get('code') ?? '' };
}

const token = async (form: Record<string, string>) =>
  JSON.parse(expectStatus(await call({ method: 'POST', path: '/oauth/token', headers: FORM, body: new URLSearchParams(form).toString() }), 200).text);
const login = await makeCode();
const { access_token } = await token(login);

async function tool(name: string, input: Record<string, unknown>): Promise<Reply> {
  const reply = await call({
    method: 'POST',
    path: '/mcp',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', authorization: `Bearer ${access_token}` },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }),
  });
  if (!expectStatus(reply, 200).text.includes('structuredContent')) throw new Error(reply.text);
  return reply;
}

/** Words of a made-up language, the common ones far more often than the rare ones, as in any. */
const SYLLABLES = 'ba ko ri mu te sa lo ni fe du ga hi po va ze'.split(' ');
const word = (index: number) => [index % 15, Math.floor(index / 15) % 15, Math.floor(index / 225) % 15].map((part) => SYLLABLES[part]).join('');
const pick = (seed: number, place: number) => word(Math.floor(3000 * (((seed * 7919 + place * 104_729) % 10_007) / 10_007) ** 2));
const sentence = (index: number) => `Note ${index}: ${Array.from({ length: 14 }, (_, place) => pick(index, place)).join(' ')}`;
const question = (index: number) => `${pick(index, 3)} ${pick(index, 7)} ${pick(index, 11)}`;

process.stdout.write(`storing ${MEMORIES} memories…`);
await measure(MEMORIES, 20, async (index) => void (await tool('memory_store', { content: sentence(index) })));
process.stdout.write(' done\n\n');

const codes: Record<string, string>[] = [];
const refreshes: { clientId: string; token: string }[] = [];
let stored = 0;
type Operation = {
  readonly name: string;
  readonly count: number;
  readonly prepare?: (count: number) => Promise<void>;
  readonly operate: (index: number) => Promise<void>;
};
const OPERATIONS: readonly Operation[] = [
  {
    name: 'discovery',
    count: 4000,
    operate: async () => void expectStatus(await call({ method: 'GET', path: '/.well-known/oauth-authorization-server' }), 200),
  },
  { name: 'register', count: 1500, operate: async () => void (await register()) },
  {
    name: 'code → token',
    count: 600,
    prepare: async (count) => {
      codes.length = 0;
      await measure(count, 10, async () => void codes.push(await makeCode()));
    },
    operate: async (index) => void (await token(codes[index] ?? {})),
  },
  {
    name: 'refresh',
    count: 600,
    prepare: async () => {
      refreshes.length = 0;
      for (let count = 0; count < 50; count += 1) {
        const form = await makeCode();
        refreshes.push({ clientId: form.client_id ?? '', token: (await token(form)).refresh_token });
      }
    },
    operate: async () => {
      // A lane takes a login of its own, so that no two refresh the same one at once.
      const mine = refreshes.shift();
      if (mine === undefined) throw new Error('more lanes than logins');
      mine.token = (await token({ grant_type: 'refresh_token', client_id: mine.clientId, refresh_token: mine.token })).refresh_token;
      refreshes.push(mine);
    },
  },
  { name: '401', count: 4000, operate: async () => void expectStatus(await call({ method: 'POST', path: '/mcp' }), 401) },
  { name: 'tools/call memory_status', count: 1500, operate: async () => void (await tool('memory_status', {})) },
  { name: 'tools/call memory_store', count: 1000, operate: async () => void (await tool('memory_store', { content: sentence(1_000_000 + stored++) })) },
  {
    name: `tools/call memory_recall, ${MEMORIES} memories`,
    count: 1000,
    operate: async (index) => void (await tool('memory_recall', { query: question(index) })),
  },
];

const row = (name: string, lanes: number | string, { rate, p50, p99 }: Figures) =>
  console.log(`${name.padEnd(44)} ${String(lanes).padStart(5)} ${rate.toFixed(0).padStart(8)} ${p50.toFixed(2).padStart(9)} ${p99.toFixed(2).padStart(9)}`);
console.log(`${'operation'.padEnd(44)} ${'at'.padStart(5)} ${'ops/s'.padStart(8)} ${'p50 ms'.padStart(9)} ${'p99 ms'.padStart(9)}`);
for (const { name, count, prepare, operate } of OPERATIONS) {
  for (const lanes of [1, 10, 50]) {
    const size = Math.max(100, Math.round((quick ? count / 10 : count) * (lanes === 1 ? 0.4 : 1)));
    await prepare?.(size + 50);
    await measure(50, lanes, (index) => operate(size + index));
    row(name, lanes, await measure(size, lanes, operate));
  }
}

console.log(`RSS after the load: ${rss(broker.child.pid).toFixed(1)} MB`);
await stopProcess(broker.child);
close();

/** The refused request beside bare Fastify with the same bytes, in turn; both measured from outside and in their event loops. */
const delayOf = (name: string) => join(directory, `${name}.delay`);
const watched = (name: string) => ({ GATEHOUSE_BENCH_DELAY: delayOf(name) });
const fresh = await start(entry, watched('gatehouse'), '--test-profile', join(directory, 'refusing'), '--port', '0', '--json', '--headless');
const ours = createCaller(Number(new URL(String(fresh.line.issuer)).port));
const refuse = ({ call: send }: typeof ours) => send({ method: 'POST', path: '/mcp', headers: { 'content-type': 'application/json' }, body: '{}' });
const sample = await refuse(ours);
const plain = Object.fromEntries(
  ['www-authenticate', 'content-type', 'cache-control', 'x-content-type-options', 'referrer-policy'].map((name) => [name, String(sample.headers[name] ?? '')]),
);
const bare = await start(join(import.meta.dirname, 'bare-fastify.ts'), watched('fastify'), JSON.stringify({ status: 401, headers: plain, body: sample.text }));
const floor = createCaller(Number(bare.line.port));
const size = quick ? 2000 : 8000;
const figures: { readonly ours: number[]; readonly floor: number[]; readonly ratios: number[] } = { ours: [], floor: [], ratios: [] };
for (let round = 0; round < 6; round += 1) {
  const mine = await measure(size, 50, async () => void expectStatus(await refuse(ours), 401));
  const base = await measure(size, 50, async () => void expectStatus(await refuse(floor), 401));
  if (round === 0) {
    // The first round only warms up.
    for (const { child } of [fresh, bare]) child.kill('SIGUSR2');
    continue;
  }
  figures.ours.push(mine.p99);
  figures.floor.push(base.p99);
  figures.ratios.push(mine.p99 / base.p99);
}
ours.close();
floor.close();
await stopProcess(bare.child);
await stopProcess(fresh.child);
const delay = (name: string) => Number(readFileSync(delayOf(name), 'utf8'));
console.log(
  `\n401 at 50: p99 ${median(figures.ours).toFixed(2)} ms, bare Fastify ${median(figures.floor).toFixed(2)} ms, ratio ${median(figures.ratios).toFixed(2)} (median of 5 pairs)`,
);
console.log(
  `event-loop delay: p99 ${delay('gatehouse').toFixed(2)} ms, bare Fastify ${delay('fastify').toFixed(2)} ms, ratio ${(delay('gatehouse') / delay('fastify')).toFixed(2)}`,
);
