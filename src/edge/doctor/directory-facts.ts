import { accessSync, constants, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../../doctor/facts.ts';

const OTHERS = 0o077;
/** Those that a start refuses when others may read them. */
const PRIVATE = /^(?:keys\.json|control\.json|(?:auth|memory)\.db(?:-wal|-shm)?)$/;

/** @returns who may read and write where everything is kept; nothing is changed */
export function directoryFacts(path: string): Facts['directory'] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { path, exists: false, exposed: [], foreignOwner: false, writable: true };
  const uid = process.getuid?.();
  return {
    path,
    exists: true,
    exposed: process.platform === 'win32' ? [] : exposed(path, stat),
    foreignOwner: uid !== undefined && uid !== 0 && stat.uid !== uid,
    writable: isWritable(path),
  };
}

function exposed(path: string, stat: Stats): Facts['directory']['exposed'] {
  const names = namesIn(path).filter((name) => PRIVATE.test(name));
  const all = [
    { path, stat: stat as Stats | undefined },
    ...names.map((name) => ({ path: join(path, name), stat: lstatSync(join(path, name), { throwIfNoEntry: false }) })),
  ];
  return all.flatMap((each) =>
    each.stat !== undefined && (each.stat.mode & OTHERS) !== 0 ? [{ path: each.path, mode: (each.stat.mode & 0o777).toString(8) }] : [],
  );
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
