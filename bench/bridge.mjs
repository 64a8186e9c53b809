/**
 * What the bridge adds to a call, and what it costs: the same call straight to the broker and through a bridge, in turns, and the memory
 * of both forms of it: the package that Claude Desktop runs on its Node, and the installed command. `--quick` for fewer calls.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleBridge } from '../scripts/mcpb/bundle.mjs';
import { createCaller, expectStatus } from './load.ts';
import { makeDirectory, startProcess, startServer, stopProcess } from './start-process.ts';

const CALLS = process.argv.includes('--quick') ? 300 : 3_000;
const REDIRECT = 'http://127.0.0.1:51004/callback';
const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'serve.js');
const entry = existsSync(built) ? built : join(root, 'src', 'serve.ts');
const directory = makeDirectory();
const profile = join(directory, 'profile');
/** Megabytes that a process holds, and how much of that is its own: the rest are pages of files, which every bridge maps alike. */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [all, own] = ['VmRSS', 'RssAnon'].map((name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return `${all.toFixed(0)} MB, ${own.toFixed(0)} of them its own`;
}
const at = (times, part) => times.toSorted((left, right) => left - right)[Math.floor(times.length * part)];
const show = (milliseconds) => `${milliseconds.toFixed(2)} ms`;

const broker = await startServer([process.execPath, entry, '--test-profile', profile, '--consent', 'auto', '--port', '0', '--json', '--headless']);
const { issuer } = broker.line;
const { call, close } = createCaller(Number(new URL(issuer).port));

const bodyOf = (id, method, params) => JSON.stringify({ jsonrpc: '2.0', id, method, params });
execFileSync(process.execPath, [join(root, 'scripts', 'build-command.mjs'), directory], { stdio: 'ignore' });
const bridges = [
  startBridge('package', process.execPath, [await bundleBridge(directory)]),
  startBridge('command', join(directory, process.platform === 'win32' ? 'gatehouse.exe' : 'gatehouse'), ['bridge']),
];

function startBridge(name, program, words) {
  const child = startProcess([program, ...words, '--data-dir', profile], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const message = JSON.parse(text);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  const through = (id, method, params) => {
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    child.stdin.write(`${bodyOf(id, method, params)}\n`);
    return answer;
  };
  return { name, child, through, times: [] };
}

const token = await login();
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const direct = (id, method, params) => call({ method: 'POST', path: '/mcp', headers, body: bodyOf(id, method, params) });
const RECALL = { name: 'memory_recall', arguments: { query: 'which harbour?' } };

for (const { name, child, through } of bridges) {
  const started = performance.now();
  expect((await through(0, 'tools/list', {})).result?.tools?.length === 8);
  const first = performance.now() - started;
  console.log(`${name}  the first answer after ${first.toFixed(0)} ms, pairing included; ${memoryOf(child.pid)}`);
}
for (let id = 1; id <= 100; id += 1) await each(id);
const times = [];
for (const { times } of bridges) times.length = 0;
for (let id = 101; id <= 100 + CALLS; id += 1) times.push(await each(id));
console.log(`direct   p50 ${show(at(times, 0.5))}   p99 ${show(at(times, 0.99))}`);
for (const bridge of bridges) {
  const added = at(bridge.times, 0.5) - at(times, 0.5);
  console.log(`${bridge.name}  p50 ${show(at(bridge.times, 0.5))}   p99 ${show(at(bridge.times, 0.99))}   it adds ${show(added)} (target: under 5 ms)`);
  console.log(`${bridge.name}  ${memoryOf(bridge.child.pid)}, after ${CALLS} calls (target: under 60 MB)`);
}

close();
const ended = bridges.map(({ child }) => once(child, 'exit'));
for (const { child } of bridges) child.stdin.end();
await Promise.all([...ended, stopProcess(broker.child)]);

/** One after the other, so that none has the machine for itself. @returns milliseconds straight to the broker */
async function each(id) {
  const before = performance.now();
  expectStatus(await direct(id, 'tools/call', RECALL), 200);
  const directly = performance.now() - before;
  for (const { through, times } of bridges) {
    const started = performance.now();
    expect((await through(id, 'tools/call', RECALL)).result !== undefined);
    times.push(performance.now() - started);
  }
  return directly;
}

function expect(is) {
  if (!is) throw new Error('the bridge did not answer as expected');
}

async function login() {
  const register = { client_name: 'bench', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' };
  const json = { 'content-type': 'application/json' };
  const registered = await call({ method: 'POST', path: '/oauth/register', headers: json, body: JSON.stringify(register) });
  const { client_id } = JSON.parse(registered.text);
  const code_verifier = randomBytes(32).toString('base64url');
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
  const query = new URLSearchParams({ response_type: 'code', client_id, redirect_uri: REDIRECT, code_challenge, code_challenge_method: 'S256' });
  const page = await call({ method: 'GET', path: `/oauth/authorize?${query}` });
  const back = await call({ method: 'GET', path: new URL(page.headers.location, issuer).pathname });
  const code = new URL(back.headers.location).searchParams.get('code');
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id, code, code_verifier, redirect_uri: REDIRECT }).toString();
  const reply = await call({ method: 'POST', path: '/oauth/token', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  return JSON.parse(expectStatus(reply, 200).text).access_token;
}
