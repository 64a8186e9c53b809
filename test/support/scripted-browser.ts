/** The machine's browser, as far as any program can tell: it writes down what it was asked to open, and a script follows it. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { PATIENCE } from './patience.ts';

export type ScriptedBrowser = {
  /** For the program's environment. */
  readonly environment: { readonly HOME: string; readonly PATH: string };
  /** Waits until the program opens a login page that was not followed yet. @param said what the program itself prints: some say it instead of opening it */
  opened(said: () => string): Promise<string>;
};

/** @param home a directory of the test's own */
export function createScriptedBrowser(home: string): ScriptedBrowser {
  const list = join(home, 'opened');
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const name of ['xdg-open', 'open']) {
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${list}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const followed = new Set<string>();
  return {
    environment: { HOME: home, PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter) },
    async opened(said) {
      const read = () => (existsSync(list) ? readFileSync(list, 'utf8') : '') + said();
      for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
        const url = read()
          .match(/http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?[^\s"'\p{Cc}]+/gu)
          ?.find((each) => !followed.has(each));
        if (url !== undefined) {
          followed.add(url);
          return url;
        }
        await new Promise((again) => setTimeout(again, 50));
      }
      throw new Error(`no login page in: ${read()}`);
    },
  };
}

/** Follows every redirect, waiting as the page asks, until the client's own page answers. */
export async function browse(url: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (let at = url; Date.now() < end; ) {
    const response = await fetch(at, { redirect: 'manual' });
    const to = response.headers.get('location');
    await response.text();
    if (to !== null) at = to;
    else if (!at.includes('/oauth/authorize/')) return;
    else await new Promise((again) => setTimeout(again, 50));
  }
}
