/**
 * `node scripts/smoke-packed.ts GATEHOUSE-COMMAND APP...`: starts a packed app on a test profile that answers by itself, logs in
 * and remembers something as a program would, and asks the packed command about it. The release stops where this fails.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [command = '', program = '', ...words] = process.argv.slice(2);
const PATIENCE = 60_000;
const REDIRECT = 'http://127.0.0.1:51004/callback';
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-smoke-'));
const profile = join(folder, 'profile');
const options = ['--test-profile', profile, '--consent', 'auto', '--vault', 'file', '--port', '0', '--json'];
const app = spawn(program, [...words, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
const late = setTimeout(() => app.kill('SIGKILL'), PATIENCE);
try {
  const { issuer, mcp } = await listening();
  const token = await logIn(issuer);
  const stored = await callTool(mcp, token, 'memory_store', { content: 'smoke' });
  const found = await callTool(mcp, token, 'memory_search', { query: 'smoke' });
  if (!found.includes('smoke')) throw new Error(`remembered ${stored}, but found ${found}`);
  const status = JSON.parse(await run(command, ['status', '--data-dir', profile, '--json'])) as { issuer: string; connected: number };
  if (status.issuer !== issuer || status.connected !== 1) throw new Error(`the command said ${JSON.stringify(status)}`);
  console.log(`${program}: logged in, remembered, found; the command agrees.`);
} finally {
  const ended = app.exitCode === null && app.signalCode === null ? once(app, 'exit') : null;
  app.kill();
  await ended;
  clearTimeout(late);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function listening(): Promise<{ issuer: string; mcp: string }> {
  for await (const line of createInterface({ input: app.stdout })) if (line.startsWith('{"event":"listening"')) return JSON.parse(line);
  throw new Error('the app ended before it listened');
}

async function logIn(issuer: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const registered = await post(`${issuer}/oauth/register`, { client_name: 'Smoke', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' });
  const { client_id: id } = (await registered.json()) as { client_id: string };
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: id,
    redirect_uri: REDIRECT,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'smoke',
    resource: `${issuer}/mcp`,
  });
  const waiting = await fetch(`${issuer}/oauth/authorize?${query}`, { redirect: 'manual' });
  const answer = await fetch(waiting.headers.get('location') ?? '', { redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, client_id: id, code_verifier: verifier, redirect_uri: REDIRECT });
  const { access_token: token } = (await (await fetch(`${issuer}/oauth/token`, { method: 'POST', body })).json()) as { access_token?: string };
  if (token === undefined) throw new Error('no token came');
  return token;
}

async function callTool(mcp: string, token: string, name: string, input: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' };
  const response = await post(mcp, { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }, headers);
  if (response.status !== 200) throw new Error(`${name} was answered with ${response.status}`);
  return response.text();
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

async function run(path: string, args: readonly string[]): Promise<string> {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${path} ${args.join(' ')} ended with ${code}`);
  return out;
}
