/** After another port: who has to log in again is listed, and brought back with one command. Nothing is rewritten without it. */
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runRepair } from '../../src/cli/repair-command.ts';
import { clientNamed } from '../../src/connect/clients/all.ts';
import { connectorAt, examine } from '../doctor/support.ts';
import { removeDirectory, run, temporaryDirectory } from '../support/broker.ts';

const OLD = 'http://127.0.0.1:4283/mcp';
const NEW = 'http://127.0.0.1:4399/mcp';
let home: string;
let directory: string;
beforeEach(() => {
  home = realpathSync(temporaryDirectory());
  directory = join(home, 'data');
});
afterEach(() => removeDirectory(home));

const fileOf = (name: string, text: string) => {
  const path = join(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const connect = async (id: string, url: string) => {
  const client = clientNamed(id);
  if (client === undefined) throw new Error(`there is no ${id}`);
  await connectorAt(home, directory, url).connect(client);
};
const repair = async (words = {}) => {
  const lines: string[] = [];
  const good = await runRepair(connectorAt(home, directory, NEW), words, (line) => lines.push(line));
  return { good, lines };
};

describe('gatehouse connect --repair', () => {
  it('leads every entry that Gatehouse made to where it is now, and says how each logs in again', async () => {
    const cursor = fileOf('.cursor/mcp.json', '{\n  // mine\n  "mcpServers": {}\n}\n');
    const codex = fileOf('.codex/config.toml', '# mine\n');
    const gemini = fileOf('.gemini/settings.json', '{"theme":"dark"}');
    for (const id of ['cursor', 'codex', 'gemini']) await connect(id, OLD);
    writeFileSync(gemini, '{"theme":"light"}');

    const { lines } = await examine({ home, directory, environment: { GATEHOUSE_PORT: '4399' } });
    expect(lines.at(-1)).toBe(`Cursor, Codex, Gemini CLI must be led to ${NEW} and log in again. All at once: gatehouse connect --repair`);
    expect(lines).toContainEqual(expect.stringContaining(`Cursor asks for ${OLD}: Gatehouse is at port 4399, not 4283`));

    const before = readFileSync(cursor, 'utf8');
    expect((await repair({ dryRun: true })).lines).toEqual([
      `Cursor: its entry leads to ${OLD}. It would be repaired.`,
      `Codex: its entry leads to ${OLD}. It would be repaired.`,
      'Gemini CLI: its entry is gone. It would be repaired.',
      'Nothing was changed.',
    ]);
    expect(readFileSync(cursor, 'utf8')).toBe(before);

    const repaired = await repair();
    expect(repaired.good).toBe(true);
    expect(repaired.lines).toContain(
      `Codex: its entry leads to ${OLD}. Repaired, it has to log in again. Run: codex mcp login gatehouse. A question from Gatehouse follows.`,
    );
    expect(readFileSync(cursor, 'utf8')).toBe(before.replace(OLD, NEW));
    expect(readFileSync(codex, 'utf8')).toContain(NEW);
    expect(JSON.parse(readFileSync(gemini, 'utf8'))).toMatchObject({ theme: 'light', mcpServers: { gatehouse: { httpUrl: NEW } } });
    expect(await repair()).toEqual({ good: true, lines: ['Nothing to repair: every entry that Gatehouse made is there and leads here.'] });
  });

  it('leaves an entry alone that somebody wrote by hand', async () => {
    const text = JSON.stringify({ mcpServers: { gatehouse: { url: OLD } } });
    const cursor = fileOf('.cursor/mcp.json', text);
    expect((await repair()).lines).toEqual(['Nothing to repair: every entry that Gatehouse made is there and leads here.']);
    expect(readFileSync(cursor, 'utf8')).toBe(text);
  });

  it('leaves an entry alone that leads here and has something of the person’s own in it', async () => {
    const cursor = fileOf('.cursor/mcp.json', '{}');
    await connect('cursor', NEW);
    const text = JSON.stringify({ mcpServers: { gatehouse: { url: NEW, headers: { 'x-mine': '1' } } } });
    writeFileSync(cursor, text);
    expect((await repair()).lines).toEqual(['Nothing to repair: every entry that Gatehouse made is there and leads here.']);
    expect(readFileSync(cursor, 'utf8')).toBe(text);
  });

  it('says which one could not be repaired, repairs the others, and fails', async () => {
    const cursor = fileOf('.cursor/mcp.json', '{}');
    const codex = fileOf('.codex/config.toml', '');
    for (const id of ['cursor', 'codex']) await connect(id, OLD);
    chmodSync(cursor, 0o400);
    const { good, lines } = await repair();
    expect(good).toBe(false);
    expect(lines[0]).toBe(`Cursor: its entry leads to ${OLD}. The file was left alone: it is read-only. Correct it, then try again.`);
    expect(readFileSync(codex, 'utf8')).toContain(NEW);
  });

  it('as a command', async () => {
    const outcome = await run('src/cli/gatehouse.ts', ['connect', '--repair', '--json', '--data-dir', directory], { HOME: home });
    expect(JSON.parse(outcome.out)).toEqual({ dryRun: false, repaired: [] });
    expect(await run('src/cli/gatehouse.ts', ['connect', 'cursor', '--repair'], { HOME: home })).toMatchObject({ code: 2 });
  });
});
