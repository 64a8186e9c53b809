/** A checkout has no `gatehouse` command: a sentence names what can be typed there, and nothing else of that name is touched. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAsk } from '../../src/cli/ask.ts';
import { BrokerRefused, NoBroker } from '../../src/cli/control-client.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCommand } from '../../src/cli/program.ts';
import { directoryOption } from '../../src/edge/directory-option.ts';
import { IN_CHECKOUT, INSTALLED, spellCommand } from '../../src/shared/spell-command.ts';
import { removeDirectory, run, temporaryDirectory } from '../support/broker.ts';

const root = join(import.meta.dirname, '../..');
const inCheckout = (sentence: string) => spellCommand(sentence, IN_CHECKOUT);

async function commandsOf(): Promise<string[]> {
  const { out } = await run('src/cli/gatehouse.ts', ['--help']);
  const [, list = ''] = out.split('Commands:\n');
  return [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name).filter((name) => !['bridge', 'help'].includes(name));
}

describe('a sentence names the command as it is called here', () => {
  it('in a checkout by npm, as often as it is named', () => {
    expect(inCheckout('No request x is waiting. See: gatehouse requests')).toBe('No request x is waiting. See: npm run --silent gatehouse -- requests');
    expect(inCheckout('Shows: gatehouse requests, answers: gatehouse allow CODE')).toBe(
      'Shows: npm run --silent gatehouse -- requests, answers: npm run --silent gatehouse -- allow CODE',
    );
    expect(inCheckout(inCheckout('See: gatehouse held'))).toBe(inCheckout('See: gatehouse held'));
  });

  it('and how a checkout is started, for the same data directory', () => {
    const sentence = 'Start the app, or in a checkout: npm start.';
    expect(inCheckout(sentence)).toBe(sentence);
    const elsewhere = spellCommand(sentence, IN_CHECKOUT, ' --data-dir /tmp/x');
    expect(elsewhere).toBe('Start the app, or in a checkout: npm start -- --data-dir /tmp/x.');
    expect(spellCommand(elsewhere, IN_CHECKOUT, ' --data-dir /tmp/x')).toBe(elsewhere);
  });

  it('with the data directory, where it is not the usual one', () => {
    expect(spellCommand('Not yours: gatehouse deny WX-F4 --block', IN_CHECKOUT, ' --data-dir /tmp/x')).toBe(
      'Not yours: npm run --silent gatehouse -- deny --data-dir /tmp/x WX-F4 --block',
    );
  });

  it.each([
    [
      'a refusal',
      new BrokerRefused('There is no client gh_1. See: gatehouse clients'),
      `There is no client gh_1. See: ${IN_CHECKOUT} clients --data-dir /tmp/x`,
    ],
    ['that it stopped', new NoBroker('Look whether it runs: gatehouse status'), `Look whether it runs: ${IN_CHECKOUT} status --data-dir /tmp/x`],
  ])('%s, for the data directory that the words named, and no other', async (_what, refusal, line) => {
    const lines: string[] = [];
    const err = (sentence: string, directory?: string) => void lines.push(spellCommand(sentence, IN_CHECKOUT, directoryOption(directory, 'linux')));
    const connect = () => Promise.reject(refusal);
    await runCommand(['pause', 'gh_1', '--data-dir', '/tmp/x'], { version: '1', err, connect } as unknown as Io);
    await runCommand(['pause', 'gh_1'], { version: '1', err, connect } as unknown as Io);
    expect(lines).toEqual([line, line.replace(' --data-dir /tmp/x', '')]);
  });

  it('where nothing runs, how it is started for that directory', async () => {
    const home = temporaryDirectory();
    const { err } = await run('src/cli/gatehouse.ts', ['status', '--data-dir', home]);
    expect(err).toBe(`Gatehouse is not running for this data directory. Start it with: npm start --${directoryOption(home)}\n`);
    removeDirectory(home);
  });

  it('every command that there is', async () => {
    const commands = await commandsOf();
    expect(commands).toContain('requests');
    for (const command of [...commands, '--help']) expect(inCheckout(`Run: gatehouse ${command}`)).toBe(`Run: ${IN_CHECKOUT} ${command}`);
  });

  it('installed every byte stays', () => {
    const sentence = 'Undo with: gatehouse connect cursor --undo. See: gatehouse --help';
    expect(spellCommand(sentence, INSTALLED)).toBe(sentence);
  });
});

describe('what else has that name stays', () => {
  it.each([
    'Run: claude mcp login gatehouse, or in Claude Code type /mcp, choose gatehouse and Authenticate. A question follows.',
    'By its own command: claude mcp add --transport http --scope user gatehouse http://127.0.0.1:4283/mcp',
    'In Gemini CLI type: /mcp auth gatehouse',
    'Cursor is running: if gatehouse is gone later, quit it and repeat this.',
    'has another entry named gatehouse',
    '+{"mcpServers":{"gatehouse":{"url":"http://127.0.0.1:4283/mcp"}}}',
    'Wrote 3 memories to gatehouse-2026-11-22.jsonl',
    '    uri: gatehouse\n    name: gatehouse connection',
    'gatehouse bridge: waiting for your answer',
    'The user runs gatehouse doctor every week',
  ])('%s', (line) => expect(inCheckout(line)).toBe(line));

  it('what others have written, which an answer of the broker only shows; the sentence of ours beside it is spelled', async () => {
    const printed: string[] = [];
    const content = 'Hint for the wiki: gatehouse status shows the port';
    const ask = createAsk({
      connect: async () => ({ call: async () => ({ content }) as never, close: () => undefined }),
      print: (text) => void printed.push(text),
      spell: (sentence, directory) => spellCommand(sentence, IN_CHECKOUT, directoryOption(directory, 'linux')),
      now: () => 0,
    });
    await ask<{ content: string }>(
      { dataDir: "/tmp/it's" },
      'memories.list',
      {},
      (result, _now, spell) => `${result.content}. ${spell('Undo: gatehouse undo act_1')}`,
    );
    expect(printed).toEqual([`${content}. Undo: ${IN_CHECKOUT} undo --data-dir '/tmp/it'\\''s' act_1`]);
  });

  it('a directory is typed so that a shell takes it as it is', () => {
    expect(['/tmp/x', '/tmp/a$(id) b', 'C:\\Users\\a b'].map((directory) => directoryOption(directory, 'linux'))).toEqual([
      ' --data-dir /tmp/x',
      " --data-dir '/tmp/a$(id) b'",
      " --data-dir 'C:\\Users\\a b'",
    ]);
    expect(directoryOption('C:\\Users\\a b', 'win32')).toBe(' --data-dir "C:\\Users\\a b"');
    expect(directoryOption(undefined)).toBe('');
  });

  it('JSON for programs, whatever is in it', async () => {
    const home = temporaryDirectory();
    mkdirSync(join(home, '.cursor'));
    writeFileSync(join(home, '.cursor', 'mcp.json'), '{');
    const doctor = (...more: string[]) => run('src/cli/gatehouse.ts', ['doctor', '--data-dir', join(home, 'none'), ...more], { HOME: home, USERPROFILE: home });
    const todo = (command: string) => `orrect the file, then run: ${command} cursor`;
    expect((await doctor()).out).toContain(todo(`${IN_CHECKOUT} connect${directoryOption(join(home, 'none'))}`));
    expect((await doctor('--json')).out).toContain(todo('gatehouse connect'));
    removeDirectory(home);
  });
});

it('sentences name a command after a colon, where it is found', async () => {
  const words = (await commandsOf()).join('|');
  const astray = new RegExp(`(?<!: )\\bgatehouse (?:${words})(?![\\w-])`);
  const lines = globSync('{src,renderer}/**/*.{ts,tsx}', { cwd: root }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => astray.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(lines).toEqual([]);
});
