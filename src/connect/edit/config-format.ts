/** What can be done to the text of a program's configuration file. Every byte outside the one entry stays as it is. */

/** What an entry consists of. */
export type ConfigValue = string | number | boolean | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };
/** Keys from the top of the file to the entry; the last is the entry's own. */
export type ConfigPath = readonly [string, ...string[]];

export type ConfigFormat = {
  /** @returns the whole content as values; an empty text is an empty table @throws ConfigUnreadable */
  parse(text: string): Readonly<Record<string, unknown>>;
  /** @returns the text with the entry in it, in the place of the one that was there @throws ConfigUnreadable */
  set(text: string, path: ConfigPath, value: Readonly<Record<string, ConfigValue>>): string;
  /** @returns the text without the entry; the same text when there is none @throws ConfigUnreadable */
  remove(text: string, path: ConfigPath): string;
};

/** The file cannot be changed safely; the message says where and why, in the person's words. */
export class ConfigUnreadable extends Error {
  override readonly name = 'ConfigUnreadable';
}

/** @returns what stands at the path, undefined when something on the way is missing or no table */
export function valueAt(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined), content);
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** @param offset of a character @returns `line 3` */
export function lineOf(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split('\n').length}`;
}

/** @returns where the line begins that the offset is in */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** @returns where the next line begins; the end of the text behind its last line */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** The line ends that the text uses; those of the system it came from when it has none. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One level of indentation as the text has it. @param fallback where nothing is indented */
export function indentOf(text: string, fallback = '  '): string {
  return /^([ \t]+)\S/m.exec(text)?.[1]?.replace(/^(\t)\t*$/, '$1') ?? fallback;
}
