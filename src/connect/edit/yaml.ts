/** YAML: the places come from a parser that keeps them, the text is cut and pasted, so that comments and order stay. */
import { type Document, isMap, isScalar, type Pair, parseAllDocuments, stringify, type YAMLMap } from 'yaml';
import { type ConfigFormat, type ConfigPath, ConfigUnreadable, indentOf, isTable, lineEnd, lineEndOf, lineOf, lineStart } from './config-format.ts';

export const yaml: ConfigFormat = {
  parse: (text) => {
    const content: unknown = documentOf(text)?.toJS() ?? {};
    if (!isTable(content)) throw new ConfigUnreadable('it holds something else than a mapping');
    return content;
  },
  set: (text, path, value) => {
    yaml.parse(text);
    const rest = yaml.remove(text, path);
    const document = documentOf(rest);
    return insert(rest, document?.contents ?? null, path, value, '');
  },
  remove: (text, path) => {
    const pair = pairAt(text, documentOf(text)?.contents, path);
    if (pair === null) return text;
    const [from, to] = linesOf(text, pair);
    return text.slice(0, from) + text.slice(to);
  },
};

function documentOf(text: string): Document.Parsed | null {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  if (!('length' in documents) || documents.length > 1) throw new ConfigUnreadable('it holds more than one YAML document');
  const document = documents[0] as Document.Parsed | undefined;
  const [problem] = document?.errors ?? [];
  if (problem !== undefined) throw new ConfigUnreadable(`it is no valid YAML (${lineOf(text, problem.pos[0])})`);
  return document ?? null;
}

/** Goes down the keys that are there; what is missing is written as one block behind the line of the last that was found. */
function insert(text: string, node: unknown, path: readonly string[], value: unknown, indent: string): string {
  const [key = '', ...deeper] = path;
  const end = lineEndOf(text);
  if (node === null || (isScalar(node) && node.value === null))
    return `${text}${text === '' || text.endsWith('\n') ? '' : end}${block(path, value, indent, text)}`;
  const map = blockMap(text, node, key);
  const found = map.items.find((pair) => keyOf(pair) === key);
  if (found === undefined) return insertLines(text, lineEnd(text, map.range?.[1] ?? text.length), block(path, value, indent, text));
  const under = found.value;
  const at = lineEnd(text, rangeOf(found.key)[1]);
  const inner = isMap(under) && !under.flow && under.items[0] !== undefined ? columnOf(text, rangeOf(under.items[0].key)[0]) : `${indent}${indentOf(text)}`;
  if (under === null || (isScalar(under) && under.value === null && rangeOf(under)[0] === rangeOf(under)[1]))
    return insertLines(text, at, block(deeper, value, inner, text));
  if (isMap(under) && under.flow && under.items.length === 0) {
    const [from, to] = rangeOf(under);
    return insertLines(text.slice(0, from).replace(/[ \t]+$/, '') + text.slice(to), lineEnd(text.slice(0, from), from), block(deeper, value, inner, text));
  }
  const nested = blockMap(text, under, deeper[0] ?? '');
  if (deeper.length > 1 && nested.items.some((pair) => keyOf(pair) === deeper[0])) return insert(text, nested, deeper, value, inner);
  return insertLines(text, at, block(deeper, value, inner, text));
}

function insertLines(text: string, at: number, lines: string): string {
  const before = text.slice(0, at);
  return `${before}${before === '' || before.endsWith('\n') ? '' : lineEndOf(text)}${lines}${text.slice(at)}`;
}

function block(path: readonly string[], value: unknown, indent: string, text: string): string {
  const nested = path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value);
  const lines = stringify(nested, { indent: Math.max(1, indentOf(text).length), lineWidth: 0 })
    .trimEnd()
    .split('\n');
  return lines.map((line) => `${indent}${line}${lineEndOf(text)}`).join('');
}

function blockMap(text: string, node: unknown, key: string): YAMLMap {
  if (!isMap(node)) throw new ConfigUnreadable(`it has something else than a mapping around "${key}"`);
  if (node.flow) throw new ConfigUnreadable(`it has the mapping around "${key}" in braces (${lineOf(text, node.range?.[0] ?? 0)}), which nothing is added to`);
  return node;
}

function pairAt(text: string, node: unknown, path: ConfigPath): Pair | null {
  let within: unknown = node;
  let pair: Pair | undefined;
  for (const key of path) {
    if (!isMap(within)) return null;
    pair = within.items.find((each) => keyOf(each) === key);
    if (pair === undefined) return null;
    if (within.flow) throw new ConfigUnreadable(`it has "${key}" in braces (${lineOf(text, within.range?.[0] ?? 0)}), which is not changed from here`);
    within = pair.value;
  }
  return pair ?? null;
}

/** From the line of the key to the last line of its value, without the comments that follow. */
function linesOf(text: string, pair: Pair): readonly [number, number] {
  const [start, keyEnd] = rangeOf(pair.key);
  const valueEnd = pair.value === null ? keyEnd : rangeOf(pair.value)[1];
  const end = text.slice(0, Math.max(keyEnd, valueEnd)).trimEnd().length;
  return [lineStart(text, start), lineEnd(text, end)];
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined;
}

function rangeOf(node: unknown): readonly [number, number] {
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly [number, number, number] | null) : null;
  if (range === null || range === undefined) throw new ConfigUnreadable('it has a place that cannot be told');
  return [range[0], range[1]];
}

function columnOf(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset);
}
