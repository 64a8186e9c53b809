/** The headless host: the same broker; the popup is a question on a terminal, or a command answers. One of the two composers. */
import { resolve } from 'node:path';
import { HEADLESS_LIFETIMES } from './consent/lifetimes.ts';
import { chosenDataDirectory } from './edge/data-directory.ts';
import { optionFor } from './edge/directory-option.ts';
import { readEnvironment } from './edge/environment.ts';
import { explainStartError } from './edge/explain-start-error.ts';
import { isInForeground } from './edge/foreground.ts';
import { asksForHelp, readServeOptions, SERVE_HELP, type ServeOptions } from './edge/serve-options.ts';
import { loadWithConf, saveWithConf } from './edge/settings-file.ts';
import { hearUnhandled, logLine } from './edge/technical-log.ts';
import { readVersion } from './edge/version.ts';
import { IN_CHECKOUT, spellCommand } from './shared/spell-command.ts';
import { startBroker } from './start-broker.ts';
import type { RunningBroker } from './starting/running-broker.ts';
import { createTerminalPrompt, nobodyHere } from './terminal/terminal-prompt.ts';

export type Launch = {
  /** Started by `npm start` in a checkout. */
  readonly checkout: boolean;
  /** Why there is no desktop, said once at the start. */
  readonly why?: string | undefined;
};

/** Where nobody can be asked on a terminal. */
const BY_COMMAND = 'In a terminal this shows it: gatehouse requests, and this answers it: gatehouse allow CODE';

/** Milliseconds after which a broker that does not come to an end is ended. */
const SHUTDOWN = 5_000;

/** @returns the exit code, when the broker has ended */
export async function serveHeadless(words: readonly string[], launch: Launch): Promise<number> {
  if (asksForHelp(words)) {
    process.stdout.write(`${spellCommand(SERVE_HELP, IN_CHECKOUT)}\n`);
    return 0;
  }
  hearUnhandled();
  // Listened for before anything starts: a signal that comes early must end cleanly too.
  const told = untilTold();
  let running: RunningBroker;
  try {
    running = await start(words, launch);
  } catch (error) {
    const { line, code } = explainStartError(error);
    logLine(spellCommand(line, IN_CHECKOUT));
    return code;
  }
  await told;
  return end(running);
}

async function end(running: RunningBroker): Promise<0 | 1> {
  setTimeout(() => process.exit(0), SHUTDOWN).unref();
  try {
    await running.close();
    return 0;
  } catch (error) {
    logLine(`the end was not clean: ${String(error)}`);
    return 1;
  }
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // A launcher that was killed must not leave a broker behind that holds the port.
    process.once('disconnect', () => resolve());
  });
}

async function start(words: readonly string[], launch: Launch): Promise<RunningBroker> {
  const options = readServeOptions(words);
  const terminal = process.stdin.isTTY && process.stdout.isTTY && !options.json;
  const spell = spellFor(options);
  const running = await startBroker({
    host: 'headless',
    version: readVersion(),
    options,
    environment: process.env,
    mayFallBack: launch.checkout,
    prompt: terminal
      ? createTerminalPrompt({ input: process.stdin, output: process.stdout, interrupt: () => process.kill(process.pid, 'SIGINT'), isInForeground }, spell)
      : nobodyHere,
    lifetimes: HEADLESS_LIFETIMES,
    loadSettings: loadWithConf,
    saveSettings: saveWithConf,
    place: {
      usual: terminal ? 'Look at the terminal where Gatehouse runs.' : spell(BY_COMMAND),
      quiet: terminal ? `Nothing is asked there at the moment. ${spell(BY_COMMAND)}` : 'Nothing tells you of it at the moment.',
    },
    showWindow: null,
    login: null,
    onUnseen: (because) =>
      logLine(
        spell(
          `a program is waiting for you${because === 'flood' ? ', and too many asked at once: prompts are quiet for ten minutes' : ''}. See: gatehouse requests`,
        ),
      ),
    log: logLine,
  });
  process.stdout.write(options.json ? `${JSON.stringify(announcement(running))}\n` : greeting(running, launch.why, terminal, spell));
  return running;
}

/** @returns names the command as it is called here, for this very data directory. @throws StartError where a setting is bad */
function spellFor(options: ServeOptions): (sentence: string) => string {
  const directory = resolve(chosenDataDirectory(options, readEnvironment(process.env), process.env));
  const option = optionFor(directory, process.env);
  return (sentence) => spellCommand(sentence, IN_CHECKOUT, option);
}

function announcement({ status: { issuer, mcp, pid }, control }: RunningBroker) {
  return { event: 'listening', issuer, mcp, control, pid };
}

function greeting({ status, fellBack }: RunningBroker, why: string | undefined, terminal: boolean, spell: (sentence: string) => string): string {
  const { mcp, dataDirectory, vault, testProfile, consent } = status;
  const keys = vault === 'keychain' ? 'in the system keychain' : `in a file in the data directory${fellBack ? ', because no keychain answers here' : ''}`;
  const lines = [
    ...(why === undefined ? [] : [why]),
    ...(testProfile ? [`TEST profile, consent: ${consent}. Nothing here is for real use.`] : []),
    `Gatehouse is running on ${mcp}`,
    '',
    spell('Connect Claude Code: gatehouse connect claude-code'),
    spell('Other programs: gatehouse connect'),
    spell(`${terminal ? 'Answer here, or in' : 'Answer in'} another terminal: gatehouse requests`),
    '',
    `Data is in ${dataDirectory}, keys ${keys}. Stop with Ctrl+C.`,
  ];
  return `${lines.join('\n')}\n`;
}
