/** What `connect` did, in a directory of its own inside the data directory: texts of other programs' files may hold their secrets. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileSync } from 'atomically';
import type { ConnectRecord, ConnectRecords } from '../connect/config-files.ts';
import { CONNECT_DIRECTORY } from './data-directory.ts';

const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/** @param dataDirectory made when it is not there */
export function createConnectRecords(dataDirectory: string): ConnectRecords {
  const directory = join(dataDirectory, CONNECT_DIRECTORY);
  const file = join(directory, 'records.json');

  function load(): Readonly<Record<string, ConnectRecord>> {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, ConnectRecord>;
    } catch {
      // None yet, or damaged: then the entries themselves still tell what is connected.
      return {};
    }
  }

  function save(records: Readonly<Record<string, ConnectRecord>>): void {
    mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
    writeFileSync(file, JSON.stringify(records), { mode: PRIVATE_FILE });
  }

  return {
    find: (client) => load()[client] ?? null,
    keep: (record) => save({ ...load(), [record.client]: record }),
    drop(client) {
      const { [client]: dropped, ...others } = load();
      if (dropped !== undefined) save(others);
    },
  };
}
