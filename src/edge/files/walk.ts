/** The files below a folder that a person named; nothing outside of it, whatever is in it. */
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';

export type Walked = { readonly path: string; readonly absolute: string; readonly stat: Stats };
/** `notTaken` names what is neither file nor folder (a link could lead anywhere, a pipe never ends), and what cannot be looked at. */
export type Walk = { readonly files: readonly Walked[]; readonly notTaken: readonly string[] };

export const MOST_FILES = 200_000;
const DEEPEST = 32;

/** Sorted by path, so that the same folder is read in the same order. What begins with a dot belongs to programs. */
export function walk(root: string): Walk | 'too many' {
  const files: Walked[] = [];
  const notTaken: string[] = [];
  const enter = (directory: string, path: string, depth: number): boolean => {
    const names = namesIn(directory, depth);
    if (names === null) notTaken.push(path);
    for (const name of names ?? []) {
      const inside = path === '' ? name : `${path}/${name}`;
      const absolute = join(directory, name);
      const stat = statOf(absolute);
      if (stat === null) notTaken.push(inside);
      else if (stat.isDirectory() && depth < DEEPEST) {
        if (!enter(absolute, inside, depth + 1)) return false;
      } else if (stat.isFile()) files.push({ path: inside, absolute, stat });
      else notTaken.push(inside);
      if (files.length > MOST_FILES) return false;
    }
    return true;
  };
  return enter(root, '', 0) ? { files, notTaken } : 'too many';
}

/** @returns null for a folder inside that may not be read. @throws for the one that the person named */
function namesIn(directory: string, depth: number): string[] | null {
  try {
    return readdirSync(directory)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch (error) {
    if (depth === 0) throw error;
    return null;
  }
}

/** @returns null where there is nothing under this name: one that is no UTF-8, as old archives leave, is read as another */
function statOf(absolute: string): Stats | null {
  try {
    return lstatSync(absolute);
  } catch {
    return null;
  }
}
