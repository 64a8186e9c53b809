/** What the command does with the machine, in a checkout and installed alike. */
import { systemClock } from '../edge/clock.ts';
import { defaultDataDirectory } from '../edge/data-directory.ts';
import { directoryOption } from '../edge/directory-option.ts';
import type { Environment } from '../edge/environment.ts';
import { expectedAddress } from '../edge/expected-address.ts';
import { askPassphrase } from '../edge/files/passphrase.ts';
import { createProgress } from '../edge/files/progress.ts';
import { makeConnector } from '../edge/make-connector.ts';
import { openInBrowser } from '../edge/open-in-browser.ts';
import { personsTerminal } from '../edge/persons-terminal.ts';
import { spellCommand } from '../shared/spell-command.ts';
import { ConnectRefused } from './connect-command.ts';
import { connectControl } from './control-client.ts';
import type { Io } from './io.ts';

/** What differs between the two: the version, what is typed for `gatehouse`, how Gatehouse is started, and `serve`. */
type Here = Pick<Io, 'version' | 'serve'> & {
  readonly call: string;
  /** As a sentence. */
  readonly startIt: string;
};

export function makeIo(environment: Environment, here: Here): Io {
  const progress = createProgress(process.stderr, systemClock.now);
  const say = (stream: NodeJS.WriteStream, line: string) => {
    progress.clear();
    stream.write(`${line}\n`);
  };
  const spell = (sentence: string, directory?: string) => spellCommand(sentence, here.call, directoryOption(directory));
  const print = (text: string) => say(process.stdout, text);
  // A line for programs stays as it is.
  const out = (line: string, directory?: string) => print(line.startsWith('{"') ? line : spell(line, directory));
  const err = (line: string, directory?: string) => say(process.stderr, spell(line, directory));
  const dataDirectory = (named: string | undefined) => named ?? environment.GATEHOUSE_DATA_DIR ?? defaultDataDirectory(environment);
  const connect = (named: string | undefined) => connectControl(dataDirectory(named), here.startIt);
  return {
    out,
    print,
    spell,
    err,
    now: () => systemClock.now(),
    version: here.version,
    connect,
    connector: (directory, url) =>
      makeConnector({
        url: url ?? addressWhenStarted(dataDirectory(directory), environment),
        dataDirectory: dataDirectory(directory),
        environment,
        now: () => systemClock.now(),
      }),
    terminal: personsTerminal,
    doctor: async (directory, options) => {
      const { doctor } = await import('./make-doctor.ts');
      return doctor(options, {
        dataDirectory: dataDirectory(directory),
        environment,
        version: here.version,
        now: () => systemClock.now(),
        connect: () => connect(directory),
        out: (line) => out(line, directory),
        // Its report is shown as it is written.
        err: (line) => say(process.stderr, line),
      });
    },
    progress: progress.show,
    passphrase: (descriptor, questions) =>
      askPassphrase({ descriptor, environment: environment.GATEHOUSE_PASSPHRASE, input: process.stdin, output: process.stderr }, questions),
    openInBrowser: (directory, url) => openInBrowser(dataDirectory(directory), url, environment),
    serve: here.serve,
    bridge: async (words) => {
      const { bridgeCommand } = await import('./bridge.ts');
      return bridgeCommand(words, {
        input: process.stdin,
        output: process.stdout,
        err,
        dataDirectory: dataDirectory(undefined),
        parent: () => process.ppid,
      });
    },
  };
}

/** @throws ConnectRefused where a setting keeps it from starting at all */
function addressWhenStarted(dataDirectory: string, environment: Environment): string {
  const { url, badSetting } = expectedAddress(dataDirectory, environment);
  if (badSetting !== null) throw new ConnectRefused(badSetting);
  return url;
}
