/** A Chromium of our own, with a profile that goes with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Cdp, connectCdp } from './cdp.ts';

export const CHROMIUM = '/usr/bin/chromium';

/** Without what a browser does by itself beside the page. */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const FLAGS = ['--headless=new', ...QUIET_FLAGS, '--disable-dev-shm-usage', '--password-store=basic', '--remote-debugging-port=0'];

export type Chromium = { readonly cdp: Cdp; readonly endpoint: string; close(): Promise<void> };

export async function launchChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-chromium-'));
  const child = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  // Nothing of it may outlive the host, however that ends.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const cdp = await connectCdp(endpoint);
  return {
    cdp,
    endpoint,
    async close() {
      process.off('exit', kill);
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      await cdp.send('Browser.close').catch(kill);
      await ended;
      cdp.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
