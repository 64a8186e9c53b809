/** The options of `serve`, read strictly: an unknown word is a mistake worth stopping for. */
import { parseArgs } from 'node:util';

export type ServeOptions = {
  readonly headless: boolean;
  readonly port: number | undefined;
  readonly dataDirectory: string | undefined;
  readonly json: boolean;
  readonly vault: 'keychain' | 'file' | undefined;
  readonly testProfile: string | undefined;
  readonly consent: 'ask' | 'auto' | undefined;
};

/** Wrong words on the command line; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Described = { readonly type: 'boolean' | 'string'; readonly value?: string; readonly about: string };

const OPTIONS = {
  headless: { type: 'boolean', about: 'without a window: questions are asked in this terminal, or answered by command' },
  port: { type: 'string', value: 'N', about: 'where programs reach it, from 0 to 65535: 4283 when left out, any free one for 0' },
  'data-dir': { type: 'string', value: 'DIR', about: 'where everything is kept, instead of the usual place' },
  json: { type: 'boolean', about: 'says in one JSON line on stdout where it listens, and asks nothing in this terminal' },
  vault: { type: 'string', value: 'keychain|file', about: 'where the signing keys of a new profile are kept; keychain when left out' },
  'test-profile': { type: 'string', value: 'DIR', about: 'for tests: an empty directory, or one that was begun so; needs another --port' },
  consent: { type: 'string', value: 'ask|auto', about: 'of a test profile: auto allows whatever is asked; ask when left out' },
  help: { type: 'boolean', short: 'h', about: 'shows this' },
} as const satisfies Readonly<Record<string, Described & { readonly short?: string }>>;

/** For `serve --help`, whoever is asked. */
export const SERVE_HELP = [
  'Usage: gatehouse serve [options]',
  '',
  'Runs the broker in this terminal.',
  '',
  'Options:',
  ...Object.entries(OPTIONS).map(lineOf),
].join('\n');

function lineOf([name, { about, ...option }]: [string, Described]): string {
  return `  ${`--${name}${option.value === undefined ? '' : ` ${option.value}`}`.padEnd(24)}  ${about}`;
}

export function asksForHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h');
}

/** @throws UsageError with one line: what is wrong and what is allowed */
export function readServeOptions(words: readonly string[]): ServeOptions {
  // An AppImage adds it by itself where it finds no user namespaces; pages without a sandbox are no place for a question.
  if (words.includes('--no-sandbox'))
    throw new UsageError("Chromium's sandbox was turned off, and Gatehouse does not run without it. Install the deb or the rpm instead of the AppImage.");
  const values = parse(words);
  const testProfile = values['test-profile'];
  if (testProfile !== undefined && values['data-dir'] !== undefined)
    throw new UsageError('--test-profile names the data directory already; leave --data-dir out.');
  if (values.consent === 'auto' && testProfile === undefined) throw new UsageError('--consent auto is only for a test profile: add --test-profile DIR.');
  return {
    headless: values.headless ?? false,
    port: readPort(values.port),
    dataDirectory: values['data-dir'],
    json: values.json ?? false,
    vault: choice('--vault', values.vault, ['keychain', 'file']),
    testProfile,
    consent: choice('--consent', values.consent, ['ask', 'auto']),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      strict: true,
      allowPositionals: false,
      options: OPTIONS,
    }).values;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error);
    throw new UsageError(`${message}. See: gatehouse serve --help`, { cause: error });
  }
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) throw new UsageError(`--port is ${JSON.stringify(text)}, but allowed is a number from 0 to 65535.`);
  return port;
}

function choice<Choice extends string>(name: string, value: string | undefined, choices: readonly Choice[]): Choice | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${name} is ${JSON.stringify(value)}, but allowed is ${choices.join(' or ')}.`);
  return found;
}
