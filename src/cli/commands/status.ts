import type { StatusView } from '../../shared/views.ts';
import type { Options } from '../options.ts';
import { showStatus } from '../show.ts';
import type { Parts } from './parts.ts';

/** `gatehouse status`: how the broker is. */
export function statusCommand({ command, ask }: Pick<Parts, 'command' | 'ask'>): void {
  command('status', 'what runs, where, and with what').action((options: Options) => ask<StatusView>(options, 'status', {}, showStatus));
}
