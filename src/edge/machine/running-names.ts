/** Names of the programs that run, lower case and without `.exe`. What cannot be seen is not running as far as anybody is told. */
import { readdir, readFile } from 'node:fs/promises';
import { createRunTool } from './run-tool.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds. */
const LIMIT = 5_000;
const POWERSHELL = ['-NoProfile', '-NonInteractive', '-Command', 'Get-Process | Select-Object -ExpandProperty Name'];

export async function runningNames(platform: NodeJS.Platform, environment: Environment): Promise<ReadonlySet<string>> {
  if (platform === 'linux') return new Set(await namesInProc());
  const run = createRunTool(platform, environment);
  const list = platform === 'win32' ? await run('powershell', POWERSHELL, LIMIT) : await run('ps', ['-axo', 'comm='], LIMIT);
  return new Set((list ?? '').split('\n').map(nameOf));
}

async function namesInProc(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
  return names.map(nameOf);
}

function nameOf(line: string): string {
  return (line.trim().split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
}
