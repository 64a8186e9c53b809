/** What stands after a command's name, and how it is read. */
import { InvalidArgumentError } from 'commander';

/** Every command says which broker and in which form it answers. */
export type Options = { readonly dataDir?: string; readonly json?: true };

/** An option that may be given more than once. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** @returns the word, which is one of those. @throws InvalidArgumentError naming them */
export function oneOf<Word extends string>(command: string, word: string, words: readonly Word[]): Word {
  const found = words.find((each) => each === word);
  if (found === undefined) throw new InvalidArgumentError(`There is no ${command} ${word}, only ${command} ${words.join(', ')}`);
  return found;
}

/** How long a key holds. @throws InvalidArgumentError */
export function lengthOfTime(value: string): string {
  const [, amount, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(value) ?? [];
  const days = Number(amount) / ({ m: 1440, h: 24, d: 1 }[unit ?? ''] ?? Number.NaN);
  if (!(days <= 365)) throw new InvalidArgumentError('A time is such as 90d, 12h or 30m, and at most 365d.');
  return value;
}

/** A file descriptor that another program has opened for us. @throws InvalidArgumentError */
export function descriptor(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new InvalidArgumentError('A descriptor is a number.');
  return Number(value);
}
