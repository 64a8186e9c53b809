/** One process from its files in `/proc`, and those that started it. */
import type { ProcFiles } from '../../../shared/machine.ts';
import { type Ancestor, knownAncestors } from '../ancestors.ts';
import { calledAs } from '../called-as.ts';
import { claimedName, fileName } from '../claimed-name.ts';
import type { Program } from '../process-table.ts';
import { readStat, readUid, type Stat } from './stat.ts';

/** Node and others name their first thread, which is what the process list shows; that says nothing. */
const THREAD = /^(?:node-)?MainThread$/;
const LONGEST_CHAIN = 16;
/** The kernel's mark on a file that was removed or replaced while it runs. */
const DELETED = / \(deleted\)$/;

/** @returns null when the process has ended, or another one took its pid while it was looked at */
export async function describe(files: ProcFiles, pid: number): Promise<Program | null> {
  const before = readStat(await files.read(`/proc/${pid}/stat`));
  if (before === null) return null;
  const { argv, ...look } = await looks(files, pid, before);
  const uid = readUid(await files.read(`/proc/${pid}/status`));
  const confined = await isConfined(files, pid);
  const parents = knownAncestors(await ancestors(files, before), look.name);
  const after = readStat(await files.read(`/proc/${pid}/stat`));
  return after?.started === before.started ? { pid, ...look, uid, parents, started: before.started, confined, calledAs: calledAs(argv[0]) } : null;
}

/** @returns null when it, or the process itself, has ended */
export async function describeParent(files: ProcFiles, { pid, started }: Program): Promise<Program | null> {
  const stat = readStat(await files.read(`/proc/${pid}/stat`));
  if (stat === null || stat.started !== started) return null;
  const parent = await describe(files, stat.parent);
  // A parent is older than its child; a younger one has only got the pid of a parent that ended.
  return parent === null || BigInt(parent.started) > BigInt(started) ? null : parent;
}

async function looks(files: ProcFiles, pid: number, { title }: Stat): Promise<Ancestor & { readonly argv: readonly string[] }> {
  const path = (await files.readLink(`/proc/${pid}/exe`))?.replace(DELETED, '') ?? null;
  const argv = ((await files.read(`/proc/${pid}/cmdline`)) ?? '').split('\0');
  const isPlain = THREAD.test(title) || (path !== null && fileName(path).startsWith(title));
  return { path, name: claimedName({ path, title: isPlain ? null : title, argv }), argv };
}

async function ancestors(files: ProcFiles, { parent, started }: Stat): Promise<readonly Ancestor[]> {
  const chain: Ancestor[] = [];
  let [pid, youngest] = [parent, Number(started)];
  while (pid > 1 && chain.length < LONGEST_CHAIN) {
    const stat = readStat(await files.read(`/proc/${pid}/stat`));
    // A parent is older than its child; a younger one has only got the pid of a parent that ended.
    if (stat === null || Number(stat.started) > youngest) break;
    chain.push(await looks(files, pid, stat));
    [pid, youngest] = [stat.parent, Number(stat.started)];
  }
  return chain;
}

/** With a root or a mount namespace of its own a process chooses what its path is called. */
async function isConfined(files: ProcFiles, pid: number): Promise<boolean> {
  const [own, its, root] = await Promise.all([files.readLink('/proc/self/ns/mnt'), files.readLink(`/proc/${pid}/ns/mnt`), files.readLink(`/proc/${pid}/root`)]);
  return (its !== null && its !== own) || (root !== null && root !== '/');
}
