import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run, temporaryDirectory } from '../support/broker.ts';
import { BRIDGE } from './start-bridge.ts';

const home = temporaryDirectory();
afterAll(() => rmSync(home, { recursive: true }));

describe('`gatehouse connect claude-desktop` enters the bridge', () => {
  it('by absolute paths, with the data directory where it is not the usual one, and no secret', async () => {
    const config = join(home, '.config', 'Claude', 'claude_desktop_config.json');
    mkdirSync(join(home, '.config', 'Claude'), { recursive: true });
    writeFileSync(config, '{ "globalShortcut": "Ctrl+Space" }\n');
    const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), GATEHOUSE_DATA_DIR: undefined };
    const usual = await run('src/cli/gatehouse.ts', ['connect', 'claude-desktop'], environment);
    expect(usual.code, usual.err).toBe(0);
    const entries = () => JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
    expect(entries()).toEqual({ globalShortcut: 'Ctrl+Space', mcpServers: { gatehouse: { command: process.execPath, args: [BRIDGE] } } });
    const other = join(home, 'elsewhere');
    expect((await run('src/cli/gatehouse.ts', ['connect', 'claude-desktop', '--data-dir', other], environment)).code).toBe(0);
    expect(entries().mcpServers).toEqual({ gatehouse: { command: process.execPath, args: [BRIDGE, '--data-dir', other] } });
  });
});
