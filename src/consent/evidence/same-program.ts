import type { ProgramFacts } from '../../store/auth-store.ts';
import { fileName, isInterpreter } from './claimed-name.ts';

/**
 * Whether two processes run the same program, to the person. A client registers once and listens weeks later, so neither
 * the pid nor the version in its path may count.
 */
export function isSameProgram(left: ProgramFacts, right: ProgramFacts): boolean {
  const [one, other] = [identityOf(left), identityOf(right)];
  return one === null || other === null ? left.pid === right.pid : one.path === other.path && one.script === other.script;
}

/** @returns the executable, and for an interpreter what it calls its script; null where the executable is not known */
export function identityOf({ path, name }: ProgramFacts): { readonly path: string; readonly script: string | null } | null {
  // The name is the process's own choice, so it counts only where the file says nothing about what runs.
  return path === null ? null : { path: withoutVersion(path), script: isInterpreter(fileName(path)) ? name : null };
}

/** Programs that update themselves live in a directory, or a file, named after their version; helpers share a macOS bundle. */
function withoutVersion(path: string): string {
  const bundle = /^(.+?\.app)\//.exec(path)?.[1];
  return (
    (bundle ?? path)
      .split(/[/\\]/)
      .map((segment) => (/^(?:app-)?v?\d+(?:\.\d+)+(?:[-+._][\w.]+)?$/.test(segment) ? '*' : segment))
      // An AppImage is mounted under its name and six letters of chance.
      .map((segment) => segment.replace(/^(\.mount_.{1,6})\w{6}$/, '$1*'))
      .join('/')
  );
}
