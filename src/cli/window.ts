/** `gatehouse window`: the app's window, or a link to it that works once and for a minute. */
import { plainJson } from '../shared/plain-text.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

export async function runWindow({ dataDir, json }: Options, io: Pick<Io, 'connect' | 'out' | 'err' | 'openInBrowser'>): Promise<void> {
  const control = await io.connect(dataDir);
  try {
    const { url } = await control.call<{ readonly url: string | null }>('window.open', {});
    if (json) return io.out(plainJson({ url }));
    if (url === null) return io.out('The window is in front.');
    const { file, opened } = await io.openInBrowser(dataDir, url);
    io.out(
      opened
        ? `Opened in your browser. If nothing is to be seen there, open this file within a minute: ${file}`
        : `Open this file in your browser within a minute: ${file}`,
    );
  } finally {
    control.close();
  }
}
