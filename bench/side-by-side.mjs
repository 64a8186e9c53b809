/** Servers beside each other: they on one core and the load on another, rounds in turn, medians with their spread. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'serve.js');
export const entry = existsSync(built) ? built : join(root, 'src', 'serve.ts');
/** Where that can be said: otherwise each slows the other down. */
const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-acp', '1', String(process.pid)]).status === 0;
/** What a server's command begins with. */
export const ON_SERVERS_CORE = pinned ? ['taskset', '-c', '0'] : [];
export const HOW = `entry: ${entry === built ? 'dist/serve.js (built)' : 'src/serve.ts (run `npm run build` for the built one)'}; ${pinned ? 'servers on one core, load on another' : 'cores shared'}`;

/** Seconds of CPU that the whole process has used. */
export function cpu({ pid }) {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/**
 * Either goes first as often as the other.
 * @param round one round of a server
 * @returns the figures of both, for each round after those that warm up
 */
export async function roundsInTurn([left, right], { warm, counted }, round) {
  const rounds = [];
  for (let count = 0; count < warm + counted; count += 1) {
    const pair = count % 2 === 0 ? [await round(left), await round(right)] : [await round(right), await round(left)].reverse();
    if (count >= warm) rounds.push(pair);
  }
  return rounds;
}

export const median = (values) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];

/** The ratio of rates, with its spread. */
export function ratioOf(rounds) {
  const ratios = rounds.map(([one, other]) => one.rate / other.rate);
  return `× ${median(ratios).toFixed(2)}  (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
}
