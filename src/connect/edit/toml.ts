/** TOML: the places come from a parser that keeps them, the text is cut and pasted, so that comments and order stay. */
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { type ConfigFormat, type ConfigPath, ConfigUnreadable, type ConfigValue, isTable, lineEnd, lineEndOf, lineStart, valueAt } from './config-format.ts';

type Cut = { readonly from: number; readonly to: number };

export const toml: ConfigFormat = {
  parse: (text) => getStaticTOMLValue(programOf(text)) as Readonly<Record<string, unknown>>,
  set: (text, path, value) => {
    const cuts = cutsOf(text, path);
    const end = lineEndOf(text);
    const block = blockOf(path, value, end);
    const [first] = cuts;
    if (first !== undefined) return `${text.slice(0, first.from)}${block}${without(text, cuts).slice(first.from)}`;
    const gap = text === '' ? '' : text.endsWith('\n') ? end : `${end}${end}`;
    return `${text}${gap}${block}`;
  },
  remove: (text, path) => without(text, cutsOf(text, path)),
};

function programOf(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ConfigUnreadable(`it is no valid TOML (line ${error.lineNumber})`);
  }
}

/** The lines that make up the entry, in order. */
function cutsOf(text: string, path: ConfigPath): readonly Cut[] {
  const program = programOf(text);
  const parent = path.slice(0, -1);
  const nodes = program.body[0].body.flatMap((node) => partsOf(node, path));
  const around = valueAt(getStaticTOMLValue(program), parent);
  if (around !== undefined && !isTable(around)) throw new ConfigUnreadable(`it has something else than a table at ${parent.join('.')}`);
  if (nodes.length === 0 && valueAt(around, path.slice(-1)) !== undefined) throw new ConfigUnreadable(`it has ${path.join('.')} within a line of other things`);
  if (nodes.length === 0 && isClosed(program, parent))
    throw new ConfigUnreadable(`it has ${parent.join('.')} written in one line, which nothing can be added to`);
  return nodes.map(({ range: [from, to] }) => ({ from: lineStart(text, from), to: lineEnd(text, to) }));
}

function partsOf(node: AST.TOMLTable | AST.TOMLKeyValue, path: ConfigPath): readonly AST.TOMLNode[] {
  if (node.type === 'TOMLKeyValue') return startsWith(keysOf(node.key), path) ? [node] : [];
  if (startsWith(node.resolvedKey, path)) return [node];
  // A table around it may hold it by a dotted key.
  return node.body.filter((member) => startsWith([...node.resolvedKey, ...keysOf(member.key)], path));
}

/** TOML 1.0, "Inline Table": it is complete where it stands. */
function isClosed(program: AST.TOMLProgram, parent: readonly string[]): boolean {
  return program.body[0].body.some((node) => {
    if (node.type === 'TOMLKeyValue') return node.value.type === 'TOMLInlineTable' && startsWith(parent, keysOf(node.key));
    return node.body.some((member) => member.value.type === 'TOMLInlineTable' && startsWith(parent, [...node.resolvedKey, ...keysOf(member.key)]));
  });
}

function keysOf(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

function startsWith(keys: readonly (string | number)[], path: readonly (string | number)[]): boolean {
  return path.every((key, place) => keys[place] === key);
}

function without(text: string, cuts: readonly Cut[]): string {
  return cuts.toReversed().reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
}

function blockOf(path: ConfigPath, value: Readonly<Record<string, ConfigValue>>, end: string): string {
  const lines = [`[${path.map(keyText).join('.')}]`, ...Object.entries(value).map(([key, member]) => `${keyText(key)} = ${valueText(member)}`)];
  return lines.map((line) => `${line}${end}`).join('');
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}

/** JSON's strings, numbers and booleans are TOML's too, but for one control character. */
function valueText(value: ConfigValue): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${keyText(key)} = ${valueText(member)}`)
    .join(', ')} }`;
}
