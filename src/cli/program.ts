/** The `gatehouse` command: its words, its options, and what each asks of a running broker. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Connector } from '../connect/connector.ts';
import { FORMAT_NAMES } from '../moving/format-names.ts';
import { DamagedFile } from '../moving/reading.ts';
import { plainJson } from '../shared/plain-text.ts';
import type { ActivityView, ClientView, RequestsView, SessionView, StatusView } from '../shared/views.ts';
import { runCompartments } from './compartments.ts';
import { ConnectRefused, runConnect } from './connect-command.ts';
import { BrokerRefused, type Control, NoBroker } from './control-client.ts';
import type { DoctorOptions } from './doctor-command.ts';
import type { ExportOptions } from './export-command.ts';
import { runHeld } from './held.ts';
import type { ImportOptions } from './import-command.ts';
import type { LoginDesk, RunAtTerminal } from './log-in-at-once.ts';
import { forgetClient, listMemories, undo } from './memories.ts';
import type { Moves } from './moves.ts';
import { runReflect } from './reflect.ts';
import { runRepair } from './repair-command.ts';
import { type AddedClient, showActivity, showAddedClient, showClient, showClients, showRequests, showSessions, showStatus } from './show.ts';
import { runWindow } from './window.ts';

export type Io = {
  /** A line for stdout. */
  out(line: string): void;
  /** A line for stderr. */
  err(line: string): void;
  now(): number;
  version: string;
  connect(dataDirectory: string | undefined): Promise<Control>;
  /** @param url of the broker, null when it does not run */
  connector(dataDirectory: string | undefined, url: string | null): Connector;
  /** The person's terminal, for a program that needs it; null where there is none, or this process is a job behind it. */
  terminal(): Promise<RunAtTerminal | null>;
  /** Looks for what is wrong; 0 when nothing is. */
  doctor(dataDirectory: string | undefined, options: DoctorOptions): Promise<0 | 1>;
  progress: Moves['progress'];
  passphrase: Moves['passphrase'];
  /** Opens a link without showing it to anyone else on this computer. @returns the file that leads there, and whether it was opened */
  openInBrowser(dataDirectory: string | undefined, url: string): Promise<{ readonly file: string; readonly opened: boolean }>;
  /** Starts a broker in this process with these words; resolves with its exit code. */
  serve(words: readonly string[]): Promise<number>;
  /** Speaks MCP over stdin and stdout until the program that started it is gone. */
  bridge(words: readonly string[]): Promise<number>;
};

/** 0 done, 1 refused or failed, 2 wrong usage, 3 no broker is running. */
export type ExitCode = 0 | 1 | 2 | 3;

type Options = { readonly dataDir?: string; readonly json?: true };
type AddOptions = {
  readonly name?: string;
  readonly redirect?: string[];
  readonly scope?: string[];
  readonly confidential?: true;
  readonly preset?: string;
};
type Show<Result> = (result: Result, now: number) => string;

const WATCH_EVERY = 500;

/** @param words what came after `gatehouse` */
export async function runCommand(words: readonly string[], io: Io): Promise<ExitCode> {
  const [first = ''] = words;
  if (first === 'serve' && !words.includes('--help') && !words.includes('-h')) return (await io.serve(words.slice(1))) as ExitCode;
  if (first === 'bridge' && !words.includes('--help') && !words.includes('-h')) return (await io.bridge(words.slice(1))) as ExitCode;
  let code: ExitCode = 0;
  const program = describe(io, (failure) => {
    code = failure;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

function explain(error: unknown, io: Io): ExitCode {
  if (error instanceof InvalidArgumentError) io.err(`${error.message}. See: gatehouse --help`);
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof NoBroker) {
    io.err(error.message);
    return 3;
  }
  if (error instanceof BrokerRefused || error instanceof ConnectRefused || error instanceof DamagedFile) {
    io.err(error.message);
    return 1;
  }
  throw error;
}

function describe(io: Io, fail: (code: ExitCode) => void): Command {
  const program = new Command('gatehouse')
    .description('Ask a running Gatehouse, answer its requests, take access away.')
    .version(io.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd().split('\n')[0] ?? '') })
    .showSuggestionAfterError(false);

  /** Every command says which broker and in which form it answers. */
  const command = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .option('--data-dir <directory>', 'the data directory of the broker')
      .option('--json', 'one JSON line on stdout');

  async function ask<Result>(options: Options, method: string, params: unknown, show: Show<Result>): Promise<void> {
    const control = await io.connect(options.dataDir);
    try {
      const result = await control.call<Result>(method, params);
      io.out(options.json ? plainJson(result) : show(result, io.now()));
    } finally {
      control.close();
    }
  }

  program
    .command('serve')
    .description('run the broker in this terminal')
    .option('--headless')
    .option('--port <port>')
    .option('--data-dir <directory>')
    .option('--json')
    .option('--vault <kind>')
    .option('--test-profile <directory>')
    .option('--consent <mode>');

  command('status', 'what runs, where, and with what').action((options: Options) => ask<StatusView>(options, 'status', {}, showStatus));

  command('requests', 'who is asking')
    .option('--watch', 'go on and show every change')
    .action((options: Options & { watch?: true }) => (options.watch ? watch(options) : ask<RequestsView>(options, 'requests.list', {}, showRequests)));

  command('allow <id>', 'allow a request, by its id or its code')
    .option('--scope <scopes...>', 'permissions, for example memory:read', collect, undefined)
    .addOption(new Option('--for <duration>', 'how long').choices(['once', '30d', 'always']))
    .option('--compartment <name>', 'which memories')
    .action((id: string, options: Options & { scope?: string[]; for?: string; compartment?: string }) =>
      ask<{ allowed: string[]; for: string }>(
        options,
        'requests.allow',
        { id, scopes: options.scope, for: options.for, compartment: options.compartment },
        ({ allowed }) => (allowed.length === 0 ? 'Allowed, this once.' : `Allowed: ${allowed.join(' ')}`),
      ),
    );

  command('deny <id>', 'deny a request, by its id or its code')
    .option('--block', 'you did not ask for this: hold the program as well')
    .action((id: string, options: Options & { block?: true }) => ask(options, 'requests.deny', { id, block: options.block === true }, () => 'Denied.'));

  command('clients', 'every program that registered').action((options: Options) =>
    ask<{ clients: ClientView[] }>(options, 'clients.list', {}, ({ clients }, now) => showClients(clients, now)),
  );

  command('client <id> [which]', 'one program; `client add` enters one that cannot register itself, `client remove ID` forgets one')
    .option('--name <name>', 'add: what it is called')
    .option('--redirect <address...>', 'add: where it is answered, for example http://127.0.0.1/callback', collect, undefined)
    .option('--scope <scopes...>', 'add: the most it may ever ask for', collect, undefined)
    .option('--confidential', 'add: it has a secret, shown once')
    .option('--preset <program>', 'add: claude-code, cursor or vscode, instead of name and address')
    .action((id: string, which: string | undefined, options: Options & AddOptions) => {
      if (id === 'remove') return remove(which, options);
      if (which !== undefined) throw new InvalidArgumentError(`there is no client ${id} ${which}`);
      if (id === 'add') return add(options);
      return ask<{ client: ClientView }>(options, 'clients.get', { id }, ({ client }, now) => showClient(client, now));
    });

  function add({ name, redirect: redirectUris, scope: scopes, confidential, preset, ...options }: Options & AddOptions): Promise<void> {
    if (preset === undefined && (name === undefined || redirectUris === undefined)) {
      throw new InvalidArgumentError('say what it is called with --name and where it is answered with --redirect, or use --preset');
    }
    return ask<AddedClient>(options, 'clients.add', { name, redirectUris, scopes, confidential, preset }, showAddedClient);
  }

  function remove(id: string | undefined, options: Options): Promise<void> {
    if (id === undefined) throw new InvalidArgumentError('say which one to remove');
    return ask(options, 'clients.remove', { id }, () => 'Removed. Its next request is refused; to come back it has to register again.');
  }

  command('pause <id>', 'keep the connection, refuse it for now').action((id: string, options: Options) =>
    ask(options, 'clients.pause', { id }, () => 'Paused. It is refused from now on.'),
  );

  command('resume <id>', 'end a pause, a cooldown or a block').action((id: string, options: Options) =>
    ask(options, id.startsWith('bk_') ? 'requests.unblock' : 'clients.resume', { id }, () => 'Resumed.'),
  );

  command('revoke [id]', 'disconnect a program; its next request is refused')
    .option('--all', 'every program')
    .action((id: string | undefined, options: Options & { all?: true }) => {
      if ((id === undefined) === (options.all === undefined)) throw new InvalidArgumentError('name one program, or use --all');
      const show: Show<{ ended: number }> = ({ ended }) => (ended === 0 ? 'Nothing was connected.' : 'Disconnected. Its next request is refused.');
      return options.all ? ask(options, 'clients.revokeAll', {}, show) : ask(options, 'clients.revoke', { id }, show);
    });

  command('lock', 'refuse every program until unlocked').action((options: Options) => ask(options, 'lock', {}, () => 'Locked. Every program is refused.'));

  command('unlock', 'end the lock').action((options: Options) => ask(options, 'unlock', {}, () => 'Unlocked.'));

  command('sessions', 'open logins').action((options: Options) =>
    ask<{ sessions: SessionView[] }>(options, 'sessions.list', {}, ({ sessions }, now) => showSessions(sessions, now)),
  );

  command('token <what>', '`create` makes a key for scripts, shown once')
    .option('--name <name>', 'what the key is for')
    .option('--scope <scopes...>', 'permissions; memory:read when left out', collect, undefined)
    .option('--for <time>', 'how long: 90d, 12h, 30m')
    .option('--compartment <name>', 'which memories')
    .action((what: string, options: Options & { name?: string; scope?: string[]; for?: string; compartment?: string }) => {
      if (what !== 'create') throw new InvalidArgumentError(`there is no token ${what}`);
      if (options.name === undefined) throw new InvalidArgumentError('say what the key is for with --name');
      const { name, scope: scopes, for: length, compartment } = options;
      return ask<{ token: string }>(options, 'tokens.create', { name, scopes, for: length, compartment }, ({ token }) => token);
    });

  command('keys <what>', '`rotate` signs with a new key; nobody is disconnected').action(async (what: string, options: Options) => {
    if (what !== 'rotate') throw new InvalidArgumentError(`there is no keys ${what}`);
    await ask<{ kid: string }>(options, 'keys.rotate', {}, ({ kid }) => `A new key signs from now on: ${kid}`);
  });

  command('compartments [what] [compartment] [name]', 'where memories are kept apart; create NAME, rename NAME NEW, remove NAME, windows NAME, move FROM TO')
    .option('--reads <names...>', 'windows: all that its programs may read as well; left out, nothing', collect, undefined)
    .option('--ids <ids...>', 'move: which memories', collect, undefined)
    .action((what: string | undefined, compartment: string | undefined, name: string | undefined, options: Options & { reads?: string[]; ids?: string[] }) =>
      runCompartments((method, params, show) => ask(options, method, params, show), { what, compartment, name, reads: options.reads, ids: options.ids }),
    );

  command('held [what] [id]', 'texts that look like secrets or instructions and wait for you; show, release or delete one').action(
    (what: string | undefined, id: string | undefined, options: Options) => runHeld((method, params, show) => ask(options, method, params, show), what, id),
  );

  command('memories', 'what is remembered, newest first')
    .option('--search <words>', 'what fits these words, best first')
    .option('--client <id>', 'what this program wrote')
    .option('--compartment <name>', 'of one compartment only')
    .option('--bin', 'what was forgotten in the last 30 days')
    .action((options: Options & { search?: string; client?: string; compartment?: string; bin?: true }) =>
      listMemories((method, params, show) => ask(options, method, params, show), options),
    );

  command('forget-client <id>', 'forget everything that a program wrote; undone with one `undo`').action((id: string, options: Options) =>
    forgetClient((method, params, show) => ask(options, method, params, show), id),
  );

  command('reflect [apply] [id]', 'what could be tidied up among the memories; `apply ID` does one of it')
    .option('--compartment <name>', 'of one compartment only')
    .option('--cursor <place>', 'where older memories go on')
    .action((what: string | undefined, id: string | undefined, options: Options & { compartment?: string; cursor?: string }) => {
      const { compartment, cursor } = options;
      return runReflect((method, params, show) => ask(options, method, params, show), { what, id, compartment, cursor });
    });

  command('undo [action]', 'undo what was done to memories; without one, what can be undone').action((action: string | undefined, options: Options) =>
    undo((method, params, show) => ask(options, method, params, show), action),
  );

  command('activity [verify]', 'what has happened; `verify` checks that nothing was altered').action(async (what: string | undefined, options: Options) => {
    if (what === undefined) return ask<{ activity: ActivityView[] }>(options, 'activity.list', {}, ({ activity }) => showActivity(activity));
    if (what !== 'verify') throw new InvalidArgumentError(`there is no activity ${what}`);
    await ask<{ intact: boolean; entries: number; brokenAt?: number }>(options, 'activity.verify', {}, (verdict) => {
      if (verdict.intact) return `Intact: ${verdict.entries} entries.`;
      fail(1);
      return `Altered: entry ${verdict.brokenAt} is not what was written.`;
    });
  });

  command('bridge', 'for programs that only speak to servers over pipes; `connect` enters it there');

  command('connect [client]', 'let a program know Gatehouse; without one, which programs are here')
    .option('--dry-run', 'show what would change')
    .option('--undo', 'take the entry out again')
    .option('--repair', 'put back every entry that is gone or leads elsewhere, after another port or profile too')
    .action(async (client: string | undefined, options: Options & { dryRun?: true; undo?: true; repair?: true }) => {
      if (options.repair && (client !== undefined || options.undo)) throw new InvalidArgumentError('--repair looks at every program, and takes nothing out');
      const url = await addressOf(options);
      const connector = io.connector(options.dataDir, url);
      if (url === null) io.err('Gatehouse is not running; the address that it will have is used.');
      if (!options.repair) return runConnect(connector, { client, ...options }, io.out, url === null ? null : await loginDesk(options));
      if (!(await runRepair(connector, options, io.out))) fail(1);
    });

  command('window', 'open the window, in your browser where there is no desktop app').action((options: Options) => runWindow(options, io));

  command('doctor', 'what is wrong, why, and what to do; exit code 0 when nothing is')
    .option('--report <file>', 'also write a trace that can be pasted into an issue; it is shown first')
    .option('--yes', 'write the report without being asked')
    .action(async ({ dataDir, ...options }: Options & DoctorOptions) => {
      if ((await io.doctor(dataDir, options)) !== 0) fail(1);
    });

  /** @returns where programs reach the broker; null when none runs */
  async function addressOf(options: Options): Promise<string | null> {
    return (await askIfRunning<StatusView>(options, 'status'))?.mcp ?? null;
  }

  async function loginDesk(options: Options): Promise<LoginDesk | null> {
    const run = await io.terminal();
    const logins = async () => (await askIfRunning<{ sessions: SessionView[] }>(options, 'sessions.list'))?.sessions.map(({ id }) => id) ?? [];
    return run === null ? null : { run, logins };
  }

  /** @returns null when no broker runs */
  async function askIfRunning<Result>(options: Options, method: string): Promise<Result | null> {
    try {
      const control = await io.connect(options.dataDir);
      return await control.call<Result>(method, {}).finally(control.close);
    } catch (error) {
      if (error instanceof NoBroker) return null;
      throw error;
    }
  }

  async function move(options: Options, act: (control: Control) => Promise<{ readonly json: object; readonly text: string }>): Promise<void> {
    const control = await io.connect(options.dataDir);
    try {
      const { json, text } = await act(control);
      io.out(options.json ? plainJson(json) : text);
    } finally {
      control.close();
    }
  }

  command('import <path>', 'memories of another program, or an export of Gatehouse; says what it found')
    .addOption(new Option('--from <format>', 'what wrote it, where that cannot be told').choices(FORMAT_NAMES))
    .option('--compartment <name>', 'where to')
    .option('--dry-run', 'look and say what would happen')
    .option('--skip-broken', 'leave out what cannot be read')
    .option('--everything', 'of ChatGPT and Claude also your own messages, and documents of projects')
    .option('--passphrase-fd <number>', 'where the passphrase of an encrypted export is read from', descriptor)
    .action(async (path: string, options: Options & ImportOptions) => {
      // The readers and the cipher are loaded by those who need them: every other command answers sooner.
      const { runImport } = await import('./import-command.ts');
      return move(options, (control) => runImport(path, options, control, io));
    });

  command('export [file]', 'everything that is remembered, as one file that only you may read')
    .option('--compartment <name>', 'only this one')
    .option('--encrypt', 'with a passphrase, as age -p does')
    .option('--force', 'replace a file that is there')
    .option('--passphrase-fd <number>', 'where the passphrase is read from', descriptor)
    .action(async (file: string | undefined, options: Options & ExportOptions) => {
      const { runExport } = await import('./export-command.ts');
      return move(options, (control) => runExport(file, options, control, io, io.now()));
    });

  /** A line for every change of the list, until the broker or the person ends it. */
  async function watch(options: Options): Promise<void> {
    const control = await io.connect(options.dataDir);
    for (let before = ''; ; await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY))) {
      const result = await control.call<RequestsView>('requests.list', {});
      const now = JSON.stringify(result);
      if (now !== before) io.out(options.json ? plainJson(result) : `${showRequests(result, io.now())}\n`);
      before = now;
    }
  }

  for (const each of [program, ...program.commands]) each.exitOverride().allowExcessArguments(false);
  return program;
}

function descriptor(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new InvalidArgumentError('A descriptor is a number.');
  return Number(value);
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
