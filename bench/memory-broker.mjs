/** A broker with memories, as a process of its own: filling one, logging in, and calling its tools. */
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryUrl } from '../src/edge/worker-entries.ts';
import { RULES_VERSION } from '../src/memory/guard/judge.ts';
import { createSqliteMemoryStore } from '../src/store/sqlite/create-memory-store.ts';
import { authorizationRequest, REDIRECT } from './authorization-request.ts';
import { createCaller, expectStatus } from './load.ts';
import { entry, ON_SERVERS_CORE } from './side-by-side.mjs';
import { startServer, stopProcess } from './start-process.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const JSON_TYPE = { 'content-type': 'application/json' };
const AT_ONCE = 1_000;
const MERGED_IN_A_MILLISECOND = 5;

export async function start(profile) {
  const words = [entry, '--test-profile', profile, '--consent', 'auto', '--port', '0', '--json', '--headless'];
  const { child, line } = await startServer([...ON_SERVERS_CORE, process.execPath, ...words]);
  const { issuer, pid } = line;
  return { child, pid, issuer, ...createCaller(Number(new URL(issuer).port)) };
}
export async function stop({ child, close }) {
  close();
  await stopProcess(child);
}

const fileIn = (profile) => join(profile, 'memory.db');
const openStore = (file) => createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });

/** Straight into the store, as an import goes: many at a time share a transaction. */
async function fill(profile, notes, count) {
  const file = fileIn(profile);
  const store = await openStore(file);
  const started = performance.now();
  for (let index = 0; index < count; index += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, place) => store.add('default', notes.memory(index + place)));
    const added = await Promise.all(batch);
    if (added.some(({ outcome }) => outcome !== 'stored')) throw new Error('a memory was not stored');
  }
  const rate = (count / (performance.now() - started)) * 1000;
  // The indexes are merged while nobody writes; what was only just filled is not what is asked later.
  await sleep(count / MERGED_IN_A_MILLISECOND);
  await store.close();
  return { rate, bytes: statSync(file).size / count };
}

/** What is stored through the tools was looked at by today's rules before; here it would be while others are measured. */
async function passTheRules(profile) {
  const store = await openStore(fileIn(profile));
  await store.held.setRescan({ rules: RULES_VERSION, done: Number.MAX_SAFE_INTEGER });
  await store.close();
}

async function post(server, path, headers, body, status = 200) {
  return JSON.parse(expectStatus(await server.call({ method: 'POST', path, headers, body }), status).text);
}
export const token = (server, form) => post(server, '/oauth/token', FORM, new URLSearchParams(form).toString());

export async function login(server) {
  const client = await post(
    server,
    '/oauth/register',
    JSON_TYPE,
    JSON.stringify({ client_name: 'bench', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' }),
    201,
  );
  const { verifier, query } = authorizationRequest(client.client_id);
  const page = expectStatus(await server.call({ method: 'GET', path: `/oauth/authorize?${query}` }), 303).headers.location;
  const back = expectStatus(await server.call({ method: 'GET', path: new URL(page).pathname }), 303).headers.location;
  const code = new URL(back).searchParams.get('code') ?? '';
  const tokens = await token(server, { grant_type: 'authorization_code', client_id: client.client_id, redirect_uri: REDIRECT, code_verifier: verifier, code });
  return { clientId: client.client_id, access: tokens.access_token, refresh: tokens.refresh_token };
}

export function createTool(server, { access }) {
  const headers = { ...JSON_TYPE, accept: 'application/json, text/event-stream', authorization: `Bearer ${access}` };
  return async (name, input) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } });
    const { text } = expectStatus(await server.call({ method: 'POST', path: '/mcp', headers, body }), 200);
    const { result } = JSON.parse(text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}'));
    if (result?.structuredContent === undefined) throw new Error(text);
    return result.structuredContent;
  };
}

/** Resident, in MiB. */
export const rss = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/**
 * A profile that can be written to, with that many memories.
 * @param directory where it lies
 * @param kept where it is filled and copied from; '' to fill it where it lies
 */
export async function prepare(directory, kept, count, notes) {
  const profile = join(directory, `profile-${count}`);
  const filled = kept === '' ? profile : join(kept, `profile-${count}`);
  if (!existsSync(filled)) {
    mkdirSync(join(filled, '..'), { recursive: true });
    await stop(await start(filled));
    const { rate, bytes } = await fill(filled, notes, count);
    console.log(`\n${count} memories: stored at ${rate.toFixed(0)}/s, ${bytes.toFixed(0)} bytes of file each`);
  } else console.log(`\n${count} memories, stored earlier`);
  if (filled !== profile) cpSync(filled, profile, { recursive: true });
  await passTheRules(profile);
  return profile;
}
