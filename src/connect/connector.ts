/** Connecting programs: finding them, showing what would change, changing it, missing it when it is gone, taking it back. */
import type { ClientProgram, OwnLogin, Places, Target } from './client-program.ts';
import type { ConfigFiles, ConnectRecords, RunOwnCommand } from './config-files.ts';
import { type Entry, readContent, setEntry } from './edit/change-entry.ts';
import { ConfigUnreadable } from './edit/config-format.ts';
import { createLooking } from './look.ts';
import { originOf, textAfterUndo, textHash } from './origin.ts';
import { createSee, type Seen } from './see.ts';

export type { ClientState, Seen } from './see.ts';

/** What a person does with their own hands instead. */
export type ByHand = {
  readonly client: ClientProgram;
  /** The file that its servers are in. */
  readonly path: string;
  /** Of that file, when nothing else is in it; null when none would last. */
  readonly text: string | null;
  /** Why there is none, and what to do instead, for the person. */
  readonly problem: string | null;
  /** The words of the program's own command. */
  readonly command: readonly string[] | null;
  /** Opens in the program and asks there. */
  readonly link: string | null;
};

export type Plan = {
  readonly client: ClientProgram;
  readonly path: string;
  /** Texts of the whole file; `before` is null when there is none yet. */
  readonly before: string | null;
  readonly after: string;
  /** The program's own command, where it has one and it can be run here. */
  readonly command: readonly string[] | null;
};

type Deps = {
  readonly files: ConfigFiles;
  readonly records: ConnectRecords;
  readonly places: Places;
  readonly target: Target;
  readonly run: RunOwnCommand;
  readonly now: () => number;
  /** Names of the running programs, lower case. */
  readonly running: () => Promise<ReadonlySet<string>>;
};

/** The program cannot be connected from here. The message is for the person, whole. */
export class CannotConnect extends Error {
  override readonly name = 'CannotConnect';
}

export type Connector = ReturnType<typeof createConnector>;

export function createConnector({ files, records, places, target, run, now, running }: Deps) {
  const looking = createLooking({ files, records, places, target });
  const { look, leadsHere, pointsHere } = looking;
  const see = createSee({ ...looking, files, records, places });

  /** What would be entered is there only for now. */
  function passing({ name, withoutBridge }: ClientProgram): string | null {
    const { passing } = target.bridge;
    if (withoutBridge === undefined || passing === null) return null;
    return `${name} cannot be given a bridge from here: ${passing.why}. ${withoutBridge}, or ${passing.todo}.`;
  }

  async function runsHere(program: string): Promise<boolean> {
    return (await run(program, ['--version']))?.code === 0;
  }

  async function plan(client: ClientProgram): Promise<Plan> {
    const obstacle = passing(client);
    if (obstacle !== null) throw new CannotConnect(obstacle);
    const place = await look(client);
    const { path, file, at, wanted } = place;
    const before = file?.text ?? null;
    const after = before !== null && leadsHere(client, place) ? before : setEntry(before ?? '', client.format, at, wanted);
    const own = client.command;
    const command = own !== undefined && (await runsHere(own.program)) ? [own.program, ...own.add(target)] : null;
    return { client, path, before, after, command };
  }

  /** Reads again what was written: by whichever way, the entry must be there and must be ours. */
  async function verify(client: ClientProgram, before: string | null): Promise<void> {
    const place = await look(client);
    const isThere = leadsHere(client, place) || (client.command !== undefined && pointsHere(place.there));
    if (!isThere) throw new ConfigUnreadable('the entry is not there after it was written');
    const { path, there, file } = place;
    const origin = originOf(records.find(client.id), client, path, before);
    records.keep({ client: client.id, path, entry: there as Entry, before: origin, after: textHash(file?.text ?? ''), at: now() });
  }

  return {
    /** Where entries that it makes lead to. */
    url: target.url,
    /** @returns every program that is known, whether it is here or not */
    async list(clients: readonly ClientProgram[]): Promise<readonly Seen[]> {
      const programs = await running();
      return Promise.all(clients.map((client) => see(client, programs)));
    },
    /** The same without looking which of them run. */
    survey: (clients: readonly ClientProgram[]): Promise<readonly Seen[]> => Promise.all(clients.map((client) => see(client, new Set()))),
    async see(client: ClientProgram): Promise<Seen> {
      return see(client, await running());
    },
    byHand(client: ClientProgram): ByHand {
      const content = readContent('', client.format);
      const problem = passing(client);
      return {
        client,
        path: client.files(places)[0],
        text: problem === null ? setEntry('', client.format, client.path(content), client.entry(target)) : null,
        problem,
        command: client.command === undefined ? null : [client.command.program, ...client.command.add(target)],
        link: client.link?.(target) ?? null,
      };
    },
    plan,
    /** @returns the program's own command that logs in; null where it has none, or it cannot be run here */
    async login({ login }: ClientProgram): Promise<OwnLogin | null> {
      return login !== undefined && (await runsHere(login.program)) ? login : null;
    },
    /** @throws ConfigUnreadable, CannotConnect with nothing changed */
    async connect(client: ClientProgram): Promise<Plan> {
      const planned = await plan(client);
      const { path, before, after, command } = planned;
      if (before === after) {
        if (records.find(client.id) === null) await verify(client, before);
        return planned;
      }
      const [program, ...words] = command ?? [];
      const done = program === undefined ? null : await run(program, words);
      // A command that cannot do it (an older version, another entry of this name) leaves the file to us.
      if (done?.code !== 0) await files.write(path, after, before === null ? null : { path, text: before });
      await verify(client, before);
      return planned;
    },
    /** Takes the entry out again. The file is as it was before when nobody changed it since. @returns false when there was none */
    async undo(client: ClientProgram): Promise<boolean> {
      const record = records.find(client.id);
      const { path, file, there } = await look(client);
      if (file !== null && there !== undefined) {
        const back = textAfterUndo(record, client, path, file.text);
        await (back === null ? files.remove(path, file) : files.write(path, back, file));
      }
      records.drop(client.id);
      return there !== undefined;
    },
  };
}
