/** Changes one entry of a configuration file's text, and believes it only after reading the result again. */
import { isDeepStrictEqual } from 'node:util';
import { type ConfigFormat, type ConfigPath, ConfigUnreadable, type ConfigValue, isTable, valueAt } from './config-format.ts';
import { json } from './json.ts';
import { toml } from './toml.ts';
import { yaml } from './yaml.ts';

export type FormatName = 'json' | 'toml' | 'yaml';
export type Entry = Readonly<Record<string, ConfigValue>>;

const FORMATS: Readonly<Record<FormatName, ConfigFormat>> = { json, toml, yaml };
/** Some editors begin a file with it; some parsers refuse it. It stays. */
const BYTE_ORDER_MARK = '\uFEFF';

/** @returns the whole content as values @throws ConfigUnreadable */
export function readContent(text: string, format: FormatName): Readonly<Record<string, unknown>> {
  return FORMATS[format].parse(bare(text));
}

/** @returns the text with exactly this entry, everything else byte for byte as it was @throws ConfigUnreadable */
export function setEntry(text: string, format: FormatName, path: ConfigPath, entry: Entry): string {
  return change(text, format, path, entry, (body) => FORMATS[format].set(body, path, entry));
}

/** @returns the text without the entry @throws ConfigUnreadable */
export function removeEntry(text: string, format: FormatName, path: ConfigPath): string {
  return change(text, format, path, undefined, (body) => FORMATS[format].remove(body, path));
}

/** @returns whether two texts say the same outside this entry, however they are written @throws ConfigUnreadable */
export function isSameOutside(one: string, other: string, format: FormatName, path: ConfigPath): boolean {
  return isDeepStrictEqual(without(readContent(one, format), path), without(readContent(other, format), path));
}

function change(text: string, format: FormatName, path: ConfigPath, entry: Entry | undefined, edit: (body: string) => string): string {
  const { parse } = FORMATS[format];
  const body = bare(text);
  const before = parse(body);
  const after = edit(body);
  const read = parse(after);
  if (!isDeepStrictEqual(valueAt(read, path), entry) || !isDeepStrictEqual(without(read, path), without(before, path))) {
    throw new ConfigUnreadable('it is written in a way that cannot be changed safely');
  }
  return text.startsWith(BYTE_ORDER_MARK) ? `${BYTE_ORDER_MARK}${after}` : after;
}

function bare(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** The content without the entry, and without tables that are empty then: an edit may make one. */
function without(content: Readonly<Record<string, unknown>>, [key, ...deeper]: ConfigPath): unknown {
  const inner = content[key];
  const [next, ...rest] = deeper;
  const { [key]: _entry, ...others } = content;
  if (next === undefined || inner === undefined || inner === null) return others;
  if (!isTable(inner)) return content;
  const left = without(inner, [next, ...rest]);
  return isTable(left) && Object.keys(left).length === 0 ? others : { ...others, [key]: left };
}
