import type { Options } from '../options.ts';
import { runWindow } from '../window.ts';
import type { Parts } from './parts.ts';

/** `gatehouse window`: everything else, to be looked at. */
export function windowCommand({ command, io }: Pick<Parts, 'command' | 'io'>): void {
  command('window', 'open the window, in your browser where there is no desktop app').action((options: Options) => runWindow(options, io));
}
