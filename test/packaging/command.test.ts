/** Ruling 31: the installed `gatehouse` is one executable without native modules, which only speaks to the control socket. */
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeDirectory, run as runSource, startBroker, temporaryDirectory } from '../support/broker.ts';
import { hasKeyring, startKeyring } from '../support/keyring.ts';
import { PATIENCE, root } from './pack.ts';

type End = { readonly code: number; readonly out: string; readonly err: string };

describe('the installed command', () => {
  let folder: string;
  /** On its own: not beside node_modules, not beside a package.json. */
  let command: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-command-'));
    execFileSync(process.execPath, [join(root, 'scripts/build-command.mjs'), folder], { stdio: ['ignore', 'ignore', 'ignore'] });
    command = join(folder, 'gatehouse');
  }, PATIENCE);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (words: readonly string[], environment: Record<string, string> = {}): Promise<End> =>
    new Promise((ended) => {
      const child = execFile(command, words, { cwd: folder, env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment } }, (_error, out, err) =>
        ended({ code: child.exitCode ?? -1, out, err }),
      );
    });

  it('leaves nothing else behind', () => {
    expect(readdirSync(folder)).toEqual(['gatehouse']);
  });

  it('says its version and its words', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: gatehouse [\s\S]*\n {2}revoke /);
  });

  it('asks a running broker, and ends with 3 where none runs', async () => {
    const broker = await startBroker();
    const { code, out } = await run(['status', '--data-dir', broker.directory, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ issuer: broker.issuer, host: 'headless' });
    expect(await run(['clients', '--data-dir', broker.directory, '--json'])).toEqual({ code: 0, out: '{"clients":[]}\n', err: '' });
    await broker.stop();
    expect(await run(['status', '--data-dir', broker.directory])).toEqual({
      code: 3,
      out: '',
      err: 'Gatehouse is not running for this data directory. Start the Gatehouse app.\n',
    });
  });

  it('holds no broker', async () => {
    const { code, err } = await run(['serve', '--headless']);
    expect(code).toBe(1);
    expect(err).toBe('This command does not hold the broker: start the Gatehouse app, or serve from a checkout.\n');
  });

  it('carries no native module and no broker', () => {
    const inside = readFileSync(command);
    expect(inside.includes('Ask a running Gatehouse')).toBe(true);
    for (const name of ['better-sqlite3', 'sqlite-vec', 'keytar', 'fastify']) expect(inside.includes(name), name).toBe(false);
  });

  it.skipIf(process.platform !== 'linux' || (!hasKeyring && !process.env.CI))(
    'names the locked keychain that the app could not start with (skipped without one outside CI)',
    async () => {
      const home = temporaryDirectory();
      const directory = join(home, 'Gatehouse');
      // The app's own folder is there before its broker starts.
      mkdirSync(directory, { mode: 0o700 });
      const keyring = await startKeyring(home);
      await keyring.lock();
      const start = () => runSource('src/cli/gatehouse.ts', ['serve', '--port', '0', '--data-dir', directory], keyring.environment);
      expect((await start()).err).toMatch(/^The system keychain is locked/m);
      const { code, out } = await run(['doctor', '--data-dir', directory]);
      expect(code).toBe(1);
      expect(out.split('\n')[0]).toMatch(
        /^The keys of this profile cannot be read: The system keychain is locked \(.+\), as it said when Gatehouse was started (?:less than a minute|\d+ min) ago\. Unlock it and start Gatehouse again, or choose --vault file\.$/,
      );
      await keyring.close();
      removeDirectory(home);
    },
    PATIENCE,
  );

  it('lets nobody load code into it through the environment', async () => {
    const evil = join(folder, 'evil.cjs');
    const mark = join(folder, 'mark');
    writeFileSync(evil, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    expect((await run(['--version'], { NODE_OPTIONS: `--require ${evil}` })).code).toBe(0);
    expect(existsSync(mark)).toBe(false);
    rmSync(evil);
  });

  describe('in an AppImage, where it has another path at each start', () => {
    let home: string;
    let mounted: string;
    const connect = (...words: string[]): Promise<End> =>
      new Promise((ended) => {
        const environment = { PATH: '/usr/bin:/bin', HOME: home, APPDIR: mounted, APPIMAGE: join(home, 'Gatehouse.AppImage') };
        const child = execFile(join(mounted, 'resources/bin/gatehouse'), ['connect', ...words], { env: environment }, (_error, out, err) =>
          ended({ code: child.exitCode ?? -1, out, err }),
        );
      });
    beforeEach(() => {
      home = join(folder, 'home');
      mounted = join(folder, '.mount_GatehoAbCd12');
      mkdirSync(join(mounted, 'resources/bin'), { recursive: true });
      mkdirSync(join(home, '.config/Claude'), { recursive: true });
      mkdirSync(join(home, '.cursor'));
      linkSync(command, join(mounted, 'resources/bin/gatehouse'));
    });
    afterEach(() => {
      for (const each of [home, mounted]) rmSync(each, { recursive: true });
    });

    it('writes that path into no settings, and says what else there is', async () => {
      for (const words of [[], ['--dry-run']]) {
        const { code, out, err } = await connect('claude-desktop', ...words);
        expect([code, out, err.trim().split('\n').at(-1)]).toEqual([
          1,
          '',
          'Claude Desktop cannot be given a bridge from here: this Gatehouse is an AppImage, whose command has another path at each start. Open gatehouse.mcpb of the release with Claude Desktop, or install the deb or the rpm.',
        ]);
      }
      expect(readdirSync(join(home, '.config/Claude'))).toEqual([]);
    });

    it('connects what is given an address all the same', async () => {
      expect((await connect('cursor')).code).toBe(0);
      const written = readFileSync(join(home, '.cursor/mcp.json'), 'utf8');
      expect(JSON.parse(written)).toEqual({ mcpServers: { gatehouse: { url: 'http://127.0.0.1:4283/mcp' } } });
    });
  });

  it('runs wherever it is put', async () => {
    const elsewhere = join(folder, 'gh');
    copyFileSync(command, elsewhere);
    expect(String(execFileSync(elsewhere, ['--version'], { cwd: '/' }))).toMatch(/^\d+\.\d+\.\d+\n$/);
    rmSync(elsewhere);
  });
});
