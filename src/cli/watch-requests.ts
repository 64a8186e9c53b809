import { plainJson } from '../shared/plain-text.ts';
import type { RequestsView } from '../shared/views.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { showRequests } from './show.ts';

/** Milliseconds between two looks. */
const WATCH_EVERY = 500;

/** A line for every change of the list, until the broker or the person ends it. */
export async function watchRequests(options: Options, io: Pick<Io, 'connect' | 'print' | 'spell' | 'now'>): Promise<void> {
  const control = await io.connect(options.dataDir);
  for (let before = ''; ; await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY))) {
    const result = await control.call<RequestsView>('requests.list', {});
    const now = JSON.stringify(result);
    if (now !== before) io.print(options.json ? plainJson(result) : `${showRequests(result, io.now(), (sentence) => io.spell(sentence, options.dataDir))}\n`);
    before = now;
  }
}
