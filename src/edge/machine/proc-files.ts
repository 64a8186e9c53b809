/**
 * `/proc` as files. What a process can hold up, and tables that are long to walk, are read by the thread pool; the rest never
 * waits, and each trip to the pool and back costs more than such a file.
 */
import { closeSync, type Dir, opendirSync, openSync, read, readFileSync, readlinkSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { ProcFiles } from '../../shared/machine.ts';
import { createTurns } from './turns.ts';

/** Milliseconds of work per turn of the event loop; far below the 10 ms of ruling 26. */
const BUDGET = 2;
const EVERY = 16;
/** One for all searches: hundreds of short directories in a row are as long as one long directory. */
const turns = createTurns(BUDGET);

export const procFiles: ProcFiles = {
  read: (path) => readFile(path, 'utf8').catch((error) => (isMissing(error) ? '' : null)),
  readSmall,
  readRows: (path, ends) => readRows(path, ends).catch((error) => (isMissing(error) ? [] : null)),
  readLink: (path) => readlink(path).catch(() => null),
  list: (path) => readdir(path).catch(() => []),
  findLinks,
};

function readSmall(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The kernel looks for as many rows as fit into what is asked for, so little is asked for at a time. */
const PIECE = 128;
/** Bytes by table that were wanted last time. As many are asked for at once, since every read waits for a thread. */
const wantedOf = new Map<string, number>();
/** So many sockets listen nowhere; more memory is not taken. */
const MOST_AT_ONCE = 65_536;
const readPiece = promisify(read);

async function readRows(path: string, ends: (row: string, place: number) => boolean): Promise<readonly string[]> {
  const file = openSync(path, 'r');
  const rows: string[] = [];
  try {
    const first = Buffer.alloc(Math.max(PIECE, wantedOf.get(path) ?? 0));
    let wanted = 0;
    for (let [piece, rest] = [first, '']; ; piece = first.subarray(0, PIECE)) {
      const { bytesRead } = await readPiece(file, piece, 0, piece.length, null);
      if (bytesRead === 0) return rows;
      const whole = `${rest}${piece.toString('latin1', 0, bytesRead)}`.split('\n');
      rest = whole.pop() ?? '';
      for (const row of whole) {
        rows.push(row);
        // Up to the end of the row that ends it, and not a byte more: for that byte the kernel would look for another row.
        wanted += row.length + 1;
        wantedOf.set(path, Math.min(wanted, MOST_AT_ONCE));
        if (ends(row, rows.length - 1)) return rows;
      }
    }
  } finally {
    closeSync(file);
  }
}

async function findLinks(directory: string, targets: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await turns.breathe();
  const open = openQuietly(directory);
  if (open === null) return found;
  try {
    let seen = 0;
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
      const target = targetOf(`${directory}/${entry.name}`);
      if (target !== null && targets.has(target)) found.add(target);
      seen += 1;
      if (seen % EVERY === 0) await turns.breathe();
    }
  } catch {
    // The process ended meanwhile: what was found is all there is.
  } finally {
    open.closeSync();
  }
  return found;
}

function openQuietly(directory: string): Dir | null {
  try {
    return opendirSync(directory);
  } catch {
    return null;
  }
}

function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
