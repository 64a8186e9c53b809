/** What a running program calls itself. Anyone can call a program anything, so this is only ever shown in quotes. */

/** Programs that run other programs: their own file says nothing about what runs. */
const INTERPRETERS = oneOf([
  ...['node', 'nodejs', 'bun', 'deno', 'tsx', 'electron', 'gjs(?:-console)?', 'java', 'javaw', 'dotnet', 'mono'],
  ...['pythonw?[\\d.]*', 'pypy[\\d.]*', 'ruby[\\d.]*', 'perl[\\d.]*', 'php[\\d.]*', 'lua[\\d.]*', 'luajit[\\d.-]*', 'guile[\\d.-]*'],
  ...['tclsh[\\d.]*', 'wish[\\d.]*', 'expect', 'julia', 'r', 'rscript', 'osascript', 'cscript', 'wscript', 'ts-node'],
  ...['scala', 'groovy', 'sbcl', 'erl', 'ghc', 'ocaml', 'powershell_ise'],
]);
/** File names that every package uses; the directory above says more. */
const COMMON = /^(?:index|main|cli|server|app|start|run|bin|dist|build|out|src|lib|esm|cjs)$/i;
const DEPTH = 4;
const SCRIPT = /\.(?:[cm]?[jt]s|py|rb|pl|php|jar)$/i;

export type Running = {
  /** Executable file; null where unknown. */
  readonly path: string | null;
  /** The short name that the process carries in the process list. */
  readonly title: string | null;
  readonly argv: readonly string[];
};

/** @returns the script of an interpreter, else the title, else the file name */
export function claimedName({ path, title, argv }: Running): string | null {
  const file = path === null ? null : fileName(path);
  const script = file !== null && isInterpreter(file) ? scriptOf(argv) : null;
  return script ?? title ?? file;
}

export function isInterpreter(file: string): boolean {
  return INTERPRETERS.test(file);
}

/** @param patterns of file names, each a regular expression for all but a version or variant behind it @returns whether a name is one of them, in any case */
export function oneOf(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})(?:[-.]?\\d[\\w.+-]*)?(?:[-.](?:static|preview|dbg))?$`, 'i');
}

/** Last segment of a path of either kind, without `.exe`. */
export function fileName(path: string): string {
  const last = path.split(/[/\\]/).findLast((segment) => segment !== '') ?? path;
  return last.replace(/\.exe$/i, '');
}

/**
 * The only word of a command line that is ever looked at: the file that the interpreter was told to run. Others may hold
 * passwords, so whatever does not look like a file is left alone, and of the file only its name is taken.
 */
function scriptOf(argv: readonly string[]): string | null {
  const script = argv.slice(1).find((word) => !word.startsWith('-'));
  if (script === undefined || !isScript(script)) return null;
  const segments = script.split(/[/\\]/).filter((segment) => segment !== '');
  const telling = segments
    .slice(-DEPTH)
    .map((segment) => segment.replace(SCRIPT, ''))
    .findLast((segment) => !COMMON.test(segment));
  return telling ?? null;
}

/** After `-e` comes code, after `-m` a module, after others a value: none of them is a path, or ends like a script. */
function isScript(word: string): boolean {
  if (/[;=?&'"(]|:\/\//.test(word)) return false;
  const isAbsolute = /^(?:\/|[A-Za-z]:\\)/.test(word);
  // A directory may have a blank in its name; a sentence does not end like a script.
  return /\s/.test(word) ? isAbsolute && SCRIPT.test(word) : isAbsolute || SCRIPT.test(word);
}
