/**
 * Makes test/fixtures/moving/server-memory/memory.jsonl anew: installs `@modelcontextprotocol/server-memory` into a temporary directory,
 * runs it, and lets it remember through the MCP client what its users store in it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const PACKAGE = '@modelcontextprotocol/server-memory';
const VERSION = '2026.8.31';

const ENTITIES = [
  { name: 'Ada Lovelace', entityType: 'person', observations: ['Prefers tea without sugar', 'Works from home on Fridays', 'Says “café”, writes "cafe"'] },
  { name: 'Analytical Engine', entityType: 'project', observations: ['Budget review is on 2026-03-04', 'Line one\nline two'] },
  { name: '東京オフィス', entityType: '場所', observations: ['会議室は三階にあります', '🚆 15 minutes from the station'] },
  { name: 'Empty one', entityType: 'placeholder', observations: [] },
  { name: 'a name that is longer than any tag may be, because nobody stopped the model from writing a sentence', entityType: 'note', observations: ['kept'] },
];
const RELATIONS = [
  { from: 'Ada Lovelace', to: 'Analytical Engine', relationType: 'works_on' },
  { from: 'Analytical Engine', to: '東京オフィス', relationType: 'is built in' },
];

const directory = mkdtempSync(join(tmpdir(), 'server-memory-'));
try {
  execFileSync('npm', ['install', '--silent', '--no-audit', '--ignore-scripts', `${PACKAGE}@${VERSION}`], { cwd: directory, stdio: 'inherit' });
  const file = join(directory, 'memory.jsonl');
  const client = new Client({ name: 'fixture', version: '1.0.0' });
  const server = join(directory, 'node_modules', PACKAGE, 'dist', 'index.js');
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], env: { ...process.env, MEMORY_FILE_PATH: file } }));
  const call = async (name, args) => {
    const answer = await client.callTool({ name, arguments: args });
    if (answer.isError) throw new Error(`${name}: ${JSON.stringify(answer.content)}`);
  };
  await call('create_entities', { entities: ENTITIES });
  await call('create_relations', { relations: RELATIONS });
  await call('add_observations', { observations: [{ entityName: 'Ada Lovelace', contents: ['Birthday is the tenth of December'] }] });
  await call('delete_observations', { deletions: [{ entityName: 'Ada Lovelace', observations: ['Works from home on Fridays'] }] });
  await client.close();
  copyFileSync(file, resolve(import.meta.dirname, '../test/fixtures/moving/server-memory/memory.jsonl'));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
