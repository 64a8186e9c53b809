/** After its entry is made a program logs in at once, by its own command, in the terminal where the person is: stand-ins on a real one. */
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { connectBroker } from '../support/connect-broker.ts';
import { openTerminal } from '../support/terminal.ts';

const command = fileURLToPath(new URL('../../src/cli/gatehouse.ts', import.meta.url));
const NEXT = 'Next: Run: codex mcp login gatehouse. A question from Gatehouse follows.';
const SAID_FIRST = 'Codex logs in now: it opens its page in your browser, and Gatehouse asks you.';

describe.skipIf(process.platform === 'win32')('gatehouse connect, for a program that logs in by a command of its own', () => {
  let broker: Broker;
  let home: string;
  beforeAll(async () => {
    broker = await startBroker({ consent: 'auto' });
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
  });
  beforeEach(() => {
    home = realpathSync(temporaryDirectory());
  });
  afterEach(() => removeDirectory(home));

  /** A program of this name that knows `--version`, and does this for everything else. */
  function install(name: string, does: string): void {
    const bin = join(home, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, name), `#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "$*" >> '${join(home, 'ran')}'\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const ran = () => readFileSync(join(home, 'ran'), 'utf8');
  const environment = () => ({
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    PATH: [join(home, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
  });
  const words = (...rest: string[]) => ['connect', ...rest, '--data-dir', broker.directory];
  const inTerminal = (...rest: string[]) => openTerminal([process.execPath, command, ...words(...rest)], environment());

  it.each([
    ['codex', 'codex', 'mcp login gatehouse'],
    ['claude-code', 'claude', 'mcp login gatehouse'],
    ['opencode', 'opencode', 'mcp auth gatehouse'],
  ])('%s: `%s %s` has the terminal, keys and screen, and nothing is left to do when Gatehouse let it in', async (id, program, login) => {
    // Its own `add` fails where it has one, and the file is changed instead.
    install(program, '[ "$2" = add ] && exit 1\n[ -t 0 ] && [ -t 1 ] && echo "Paste it here:"\nread answer\necho "heard $answer"');
    const terminal = inTerminal(id);
    await terminal.untilShown('Paste it here:');
    await connectBroker(broker.issuer);
    terminal.type('something\r');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toMatch(/\+.*knows Gatehouse now.*logs in now.*Paste it here:.*heard something.*is connected\./s);
    expect(terminal.screen()).not.toContain('Next:');
    expect(ran().trim().split('\n').at(-1)).toBe(login);
  });

  it.each([
    ['it does not know that command', 'echo "error: unrecognized subcommand"; exit 2'],
    ['it was not let in, whatever its exit code says', 'echo "Authentication failed"; exit 0'],
  ])('what is left to do is said when %s', async (_what, does) => {
    install('codex', does);
    const terminal = inTerminal('codex');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toMatch(/Codex logs in now.*(?:unrecognized|failed).*Next: Run: codex mcp login gatehouse\./s);
    expect(terminal.screen()).not.toContain('is connected');
  });

  it('what is left to do is said when Gatehouse stops meanwhile', async () => {
    const other = await startBroker({ directory: join(home, 'profile') });
    install('codex', 'echo "Paste it here:"; read answer');
    const terminal = openTerminal([process.execPath, command, 'connect', 'codex', '--data-dir', other.directory], environment());
    await terminal.untilShown('Paste it here:');
    await other.stop();
    terminal.type('something\r');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain(NEXT);
  });

  it('what is left to do is said when the person gives up with Ctrl+C', async () => {
    install('codex', 'echo waiting; exec sleep 600');
    const terminal = inTerminal('codex');
    await terminal.untilShown('waiting');
    expect(await terminal.interrupt()).toBe(0);
    expect(terminal.screen()).toContain(NEXT);
  });

  it('what is left to do is said, and nothing else, when there is no such program to run', async () => {
    const terminal = inTerminal('codex');
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain(NEXT);
    expect(terminal.screen()).not.toContain(SAID_FIRST);
  });

  it('nothing is run for an entry that was there, for a look, or to take it out', async () => {
    install('codex', 'exit 0');
    for (const rest of [['--dry-run'], ['--json'], [], ['--undo']]) {
      const terminal = inTerminal('codex', ...rest);
      expect(await terminal.ended).toBe(0);
      expect(terminal.screen()).not.toContain(SAID_FIRST);
    }
    expect(ran).toThrow('ENOENT');
  });

  it('nothing is run where nobody sits at a terminal', async () => {
    install('codex', 'exit 0');
    expect(await run('src/cli/gatehouse.ts', words('codex'), environment())).toMatchObject({ code: 0, out: expect.stringContaining(NEXT) });
    expect(ran).toThrow('ENOENT');
  });

  it('nothing is run as a job in the background, which the kernel would stop there', async () => {
    install('codex', 'read answer');
    const terminal = openTerminal(['sh', '-c', 'set -m; "$@" & wait', 'sh', process.execPath, command, ...words('codex')], environment());
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain(NEXT);
    expect(ran).toThrow('ENOENT');
  });

  it('nothing is run when Gatehouse is not there to ask', async () => {
    install('codex', 'exit 0');
    const terminal = openTerminal([process.execPath, command, 'connect', 'codex', '--data-dir', join(home, 'nobody')], environment());
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toMatch(/Gatehouse is not running.*Next: Run: codex/s);
    expect(ran).toThrow('ENOENT');
  });
});
