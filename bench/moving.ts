/** Import and export of many memories through the real command and a real broker: rate, and what both processes hold in memory at most. */
import { once } from 'node:events';
import { createWriteStream, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { makeDirectory, type Started, startProcess, startServer, stopProcess } from './start-process.ts';

const count = Number(process.argv[2] ?? 100_000);
const root = resolve(import.meta.dirname, '..');
const directory = makeDirectory();
const file = (name: string) => join(directory, name);

const WORDS = 'budget coffee deploy review garden invoice server holiday rye window staging ticket meeting recipe train'.split(' ');
const pick = (seed: number) => WORDS[(seed * 2_654_435_761) % WORDS.length];

async function writeSource(): Promise<void> {
  const out = createWriteStream(file('memory.jsonl'));
  for (let index = 0; index < count; index++) {
    const observations = [
      `${pick(index)} and ${pick(index + 1)} before the ${pick(index + 2)}, number ${index}; the ${pick(index + 3)} waits until the ${pick(index + 4)} is done`,
    ];
    if (!out.write(`${JSON.stringify({ type: 'entity', name: `${pick(index + 5)} ${index}`, entityType: 'note', observations })}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** Bytes; Linux only. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

async function command(...words: string[]): Promise<{ seconds: number; peak: number; answer: Record<string, unknown> }> {
  const began = performance.now();
  const child = startProcess([process.execPath, join(root, 'src/cli/gatehouse.ts'), ...words, '--data-dir', file('profile'), '--json'], {
    env: { ...process.env, GATEHOUSE_PASSPHRASE: 'a passphrase of the bench' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [out, peak] = ['', 0];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 50);
  await once(child, 'close');
  clearInterval(watch);
  return { seconds: (performance.now() - began) / 1_000, peak, answer: JSON.parse(out) };
}

const startBroker = () => startServer([process.execPath, join(root, 'src/serve.ts'), '--test-profile', file('profile'), '--port', '0', '--json', '--headless']);

const MIB = 1_048_576;
function report(name: string, { seconds, peak }: { seconds: number; peak: number }, { child: broker }: Started): void {
  const rate = Math.round(count / seconds);
  console.log(
    `${name.padEnd(18)} ${seconds.toFixed(1)} s  ${rate}/s  command ${Math.round(peak / MIB)} MiB  broker ${Math.round(peakOf(broker.pid) / MIB)} MiB at most`,
  );
}

await writeSource();
let broker = await startBroker();
console.log(`${count} memories, ${(statSync(file('memory.jsonl')).size / MIB).toFixed(1)} MiB of JSONL`);
report('import', await command('import', file('memory.jsonl')), broker);
report('import again', await command('import', file('memory.jsonl')), broker);
report('export', await command('export', file('a.jsonl')), broker);
report('export, sealed', await command('export', file('a.age'), '--encrypt'), broker);
await stopProcess(broker.child);
rmSync(file('profile'), { recursive: true });
broker = await startBroker();
report('restore, sealed', await command('import', file('a.age')), broker);
await command('export', file('b.jsonl'));
console.log(`the second export is ${readFileSync(file('a.jsonl')).equals(readFileSync(file('b.jsonl'))) ? 'the same' : 'ANOTHER'}, byte for byte`);
await stopProcess(broker.child);
