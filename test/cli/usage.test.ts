/** Words that mean nothing here are answered with those that do, in one line, and never with the name of something inside. */
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { runCommand } from '../../src/cli/program.ts';

async function say(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const unused = () => {
    throw new Error('nothing is asked for such words');
  };
  const io: Io = {
    ...{ print: (text) => out.push(text), spell: (sentence) => sentence },
    ...{ out: (line) => out.push(line), err: (line) => err.push(line), now: () => 0, version: '1', progress: unused, passphrase: unused },
    ...{ connect: unused, connector: unused, terminal: unused, doctor: unused, openInBrowser: unused, serve: unused, bridge: unused },
  };
  const code = await runCommand(words, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('words of the command', () => {
  it('none at all: the whole help', async () => {
    expect(await say()).toEqual(await say('--help'));
    expect(await say()).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Usage: gatehouse .*\n {2}requests .*\n {2}import /s) });
  });

  it('serve --help describes every option and its choices', async () => {
    expect((await say('serve', '--help')).out).toMatch(/--port N +\S.*--vault keychain\|file +\S.*--consent ask\|auto +\S/s);
  });

  it.each([
    [['token'], "error: missing required argument 'what'. See: gatehouse token --help"],
    [['token', 'sing'], 'There is no token sing, only token create. See: gatehouse token --help'],
    [['keys', 'sing'], 'There is no keys sing, only keys rotate. See: gatehouse keys --help'],
    [['activity', 'sing'], 'There is no activity sing, only activity verify. See: gatehouse activity --help'],
    [['reflect', 'sing'], 'There is no reflect sing, only reflect apply. See: gatehouse reflect --help'],
    [['held', 'sing'], 'There is no held sing, only held show, release, delete. See: gatehouse held --help'],
    [['compartments', 'sing'], 'There is no compartments sing, only compartments create, rename, remove, windows, move. See: gatehouse compartments --help'],
    [['compartments', 'rename'], 'Say which compartment to rename. See: gatehouse compartments --help'],
    [['compartments', 'rename', 'Work', ''], 'One of the words is empty. See: gatehouse compartments --help'],
    [['sing'], "error: unknown command 'sing'. See: gatehouse --help"],
    [['status', '--sing'], "error: unknown option '--sing'. See: gatehouse status --help"],
  ])('%j', async (words, err) => expect(await say(...words)).toEqual({ code: 2, out: '', err }));

  it.each(['5y', '0d', '366d', '8761h', 'd'])('a key for %s: what a time may be is said, of the option', async (time) => {
    expect(await say('token', 'create', '--name', 'x', '--for', time)).toMatchObject({
      code: 2,
      err: `error: option '--for <time>' argument '${time}' is invalid. A time is such as 90d, 12h or 30m, and at most 365d. See: gatehouse token --help`,
    });
  });
});
