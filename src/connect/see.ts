import type { NamedAddress } from './addresses.ts';
import type { ClientProgram, Places } from './client-program.ts';
import type { ConfigFiles, ConnectRecords } from './config-files.ts';
import { ConfigUnreadable } from './edit/config-format.ts';
import type { Looking, Place } from './look.ts';

export type ClientState =
  | 'not-found'
  | 'not-connected'
  | 'connected'
  /** There is an entry of our name with something else in it: another port, or somebody's own. */
  | 'different'
  /** We wrote it, and it is gone. */
  | 'vanished'
  | 'unreadable';

export type Seen = {
  readonly client: ClientProgram;
  readonly state: ClientState;
  readonly path: string;
  readonly running: boolean;
  readonly problem: string | null;
  /** Where its entries lead to, ours among them. */
  readonly addresses: readonly NamedAddress[];
  /** Whether `connect` made the entry. */
  readonly madeHere: boolean;
};

type Deps = Looking & {
  readonly files: Pick<ConfigFiles, 'exists'>;
  readonly records: Pick<ConnectRecords, 'find'>;
  readonly places: Places;
};

/** @returns how it stands with one program. Its parameter `programs`: names of those that run, lower case */
export function createSee({ look, leadsHere, files, records, places }: Deps) {
  return async (client: ClientProgram, programs: ReadonlySet<string>): Promise<Seen> => {
    const [path] = client.files(places);
    const seen = {
      client,
      path,
      running: client.processes.some((name) => programs.has(name)),
      problem: null,
      addresses: [],
      madeHere: records.find(client.id) !== null,
    };
    if (!client.signs(places).some(files.exists)) return { ...seen, state: 'not-found' };
    try {
      const place = await look(client);
      return { ...seen, state: stateOf(client, place), path: place.path, addresses: place.addresses };
    } catch (error) {
      if (!(error instanceof ConfigUnreadable)) throw error;
      return { ...seen, state: 'unreadable', problem: error.message };
    }
  };

  function stateOf(client: ClientProgram, place: Place): ClientState {
    if (place.there === undefined) return isMissed(client) ? 'vanished' : 'not-connected';
    return leadsHere(client, place) ? 'connected' : 'different';
  }

  /** Not an entry in files that the person moved by a variable of their shell: an app that no shell started does not know where to look. */
  function isMissed(client: ClientProgram): boolean {
    const record = records.find(client.id);
    return record !== null && client.files(places).includes(record.path);
  }
}
