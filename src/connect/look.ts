import { isDeepStrictEqual } from 'node:util';
import { addressesBeside, type NamedAddress } from './addresses.ts';
import type { ClientProgram, Places, Target } from './client-program.ts';
import type { ConfigFile, ConfigFiles, ConnectRecords } from './config-files.ts';
import { type Entry, readContent } from './edit/change-entry.ts';
import { type ConfigPath, valueAt } from './edit/config-format.ts';

/** What a program's file says of us. */
export type Place = {
  readonly path: string;
  readonly file: ConfigFile | null;
  readonly at: ConfigPath;
  readonly wanted: Entry;
  readonly there: unknown;
  /** Where its entries lead to, ours among them. */
  readonly addresses: readonly NamedAddress[];
};

type Deps = {
  readonly files: ConfigFiles;
  readonly records: ConnectRecords;
  readonly places: Places;
  readonly target: Target;
};

export type Looking = ReturnType<typeof createLooking>;

export function createLooking({ files, records, places, target }: Deps) {
  return {
    /** @throws ConfigUnreadable */
    async look(client: ClientProgram): Promise<Place> {
      const candidates = client.files(places);
      const path = candidates.find((each) => files.exists(each)) ?? candidates[0];
      const file = await files.read(path);
      const content = readContent(file?.text ?? '', client.format);
      const at = client.path(content);
      return { path, file, at, wanted: client.entry(target), there: valueAt(content, at), addresses: addressesBeside(content, at) };
    },
    /** In our words or in its own, or as its own command left it and we read it back: that may have members which we do not know. */
    leadsHere(client: ClientProgram, { there, wanted }: Place): boolean {
      const known = [wanted, client.alike?.(target), pointsHere(there) ? records.find(client.id)?.entry : undefined];
      return there !== undefined && known.some((each) => isDeepStrictEqual(there, each));
    },
    pointsHere,
  };

  /** Whether our address is in it, whatever else is. */
  function pointsHere(there: unknown): boolean {
    return JSON.stringify(there ?? null).includes(JSON.stringify(target.url));
  }
}
