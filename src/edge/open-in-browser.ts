/** Opens a link in the person's browser without showing it to anyone who lists processes: what is opened is a file that leads there. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** Milliseconds in which an opener that cannot open anything says so. */
const PATIENCE = 3_000;

export type Opening = {
  /** Only this person may read it. */
  readonly file: string;
  readonly opened: boolean;
};

/**
 * @param directory that only this person may read
 * @param url whose only secret is used up by opening it
 */
export async function openInBrowser(directory: string, url: string, environment: Environment): Promise<Opening> {
  const file = join(directory, 'window.html');
  rmSync(file, { force: true });
  // Made anew, never written into: a link that somebody put there would be followed.
  writeFileSync(file, pageTo(url), { mode: 0o600, flag: 'wx' });
  const opener = openerFor(process.platform, environment);
  return { file, opened: opener !== null && (await run(opener, file)) };
}

function pageTo(url: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}"><title>Gatehouse</title><p><a href="${url}">Open Gatehouse</a></p></html>\n`;
}

function openerFor(platform: NodeJS.Platform, environment: Environment): readonly [string, ...string[]] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler'];
  // Without a display it would start a browser in the terminal, or nothing.
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

function run([program, ...words]: readonly [string, ...string[]], file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, [...words, file], { stdio: 'ignore', detached: true });
    const patient = setTimeout(() => resolve(true), PATIENCE);
    const end = (opened: boolean) => {
      clearTimeout(patient);
      resolve(opened);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
    child.unref();
  });
}
