/** What stands after a command's name, and how it is read. */
import { InvalidArgumentError } from 'commander';

/** Every command says which broker and in which form it answers. */
export type Options = { readonly dataDir?: string; readonly json?: true };

/** An option that may be given more than once. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** A file descriptor that another program has opened for us. @throws InvalidArgumentError */
export function descriptor(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new InvalidArgumentError('A descriptor is a number.');
  return Number(value);
}
