/** JSON with comments and trailing commas, as editors write it. The places come from VS Code's own parser; the text is cut and pasted. */
import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type ConfigFormat, type ConfigPath, ConfigUnreadable, indentOf, isTable, lineEndOf, lineOf, lineStart } from './config-format.ts';
import { jsonProblem } from './json-problem.ts';

/** `SyntaxKind.CommaToken`, which the library declares in a way that only its own build can use. */
const COMMA = 5;

export const json: ConfigFormat = {
  parse: (text) => (isBlank(text) ? {} : (contentOf(treeOf(text)) as Readonly<Record<string, unknown>>)),
  set: (text, path, value) => {
    if (isBlank(text)) return json.set(`{}${lineEndOf(text)}`, path, value);
    const { object, member, missing } = follow(text, path);
    if (member === null) return insertFirst(text, object, missing, value);
    const { offset, length } = member.children?.[1] ?? member;
    return `${text.slice(0, offset)}${written(text, nest(missing.slice(1), value), lineIndent(text, member.offset), !isAlone(text, object))}${text.slice(offset + length)}`;
  },
  remove: (text, path) => {
    if (isBlank(text)) return text;
    const { member, missing } = follow(text, path);
    return member === null || missing.length > 1 ? text : cutMember(text, member);
  },
};

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function treeOf(text: string): Node {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) throw new ConfigUnreadable(jsonProblem(text, first));
  if (tree?.type !== 'object') throw new ConfigUnreadable('it holds no JSON object');
  return tree;
}

/**
 * Everything on the way to the entry must be an object that is there once: readers disagree on which of two counts. A null is
 * nothing yet, and gives way to an object.
 * @returns the last that is there on the way, `member` in `object`; `missing` begins with its key
 */
function follow(text: string, path: ConfigPath): { object: Node; member: Node | null; missing: readonly string[] } {
  let object = treeOf(text);
  for (const [depth, key] of path.entries()) {
    const members = (object.children ?? []).filter((each) => each.children?.[0]?.value === key);
    if (members[1] !== undefined) throw new ConfigUnreadable(`it has "${key}" twice (${lineOf(text, members[1].offset)})`);
    const [member = null] = members;
    const inner = member?.children?.[1] ?? null;
    if (inner === null || inner.type === 'null' || depth === path.length - 1) return { object, member, missing: path.slice(depth) };
    if (inner.type !== 'object') throw new ConfigUnreadable(`"${key}" in ${lineOf(text, inner.offset)} has to be an object, { … }, and is something else`);
    object = inner;
  }
  throw new Error('a path has at least one key');
}

/** As the first member, so that no comma and no comment of another member has to move. */
function insertFirst(text: string, object: Node, [key = '', ...deeper]: readonly string[], value: unknown): string {
  const nested = nest(deeper, value);
  const end = lineEndOf(text);
  const open = object.offset + 1;
  const [first] = object.children ?? [];
  const outer = lineIndent(text, object.offset);
  const inner = first !== undefined && isAlone(text, object) ? lineIndent(text, first.offset) : `${outer}${indentOf(text)}`;
  if (first === undefined) {
    const close = object.offset + object.length - 1;
    const isShort = text.slice(open, close).trim() === '';
    const member = `${end}${inner}${JSON.stringify(key)}: ${written(text, nested, inner, false)}`;
    return isShort ? `${text.slice(0, open)}${member}${end}${outer}${text.slice(close)}` : `${text.slice(0, open)}${member}${text.slice(open)}`;
  }
  if (!isAlone(text, object)) return `${text.slice(0, open)}${JSON.stringify(key)}:${written(text, nested, '', true)},${text.slice(open)}`;
  // A comment behind the brace belongs to the brace.
  const line = text.indexOf('\n', open);
  const at = line === -1 || line > first.offset ? open : line - (end.length - 1);
  return `${text.slice(0, at)}${end}${inner}${JSON.stringify(key)}: ${written(text, nested, inner, false)},${text.slice(at)}`;
}

function nest(keys: readonly string[], value: unknown): unknown {
  return keys.toReversed().reduce<unknown>((inner, name) => ({ [name]: inner }), value);
}

function written(text: string, value: unknown, indent: string, short: boolean): string {
  if (short) return JSON.stringify(value);
  return JSON.stringify(value, null, indentOf(text)).replaceAll('\n', `${lineEndOf(text)}${indent}`);
}

function cutMember(text: string, member: Node): string {
  let [from, to] = [member.offset, member.offset + member.length];
  const comma = nextComma(text, to);
  if (comma !== null) to = comma + 1;
  const lineFrom = lineStart(text, from);
  const lineTo = text.indexOf('\n', to);
  const isWholeLines = text.slice(lineFrom, from).trim() === '' && lineTo !== -1 && text.slice(to, lineTo).trim() === '';
  if (isWholeLines) [from, to] = [lineFrom, lineTo + 1];
  const before = comma === null ? previousComma(text, member) : null;
  return before === null ? text.slice(0, from) + text.slice(to) : text.slice(0, before) + text.slice(before + 1, from) + text.slice(to);
}

function nextComma(text: string, offset: number): number | null {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === COMMA ? scanner.getTokenOffset() : null;
}

/** Without a member behind it, the comma before the last one would be one too many for a strict reader. */
function previousComma(text: string, member: Node): number | null {
  const members = member.parent?.children ?? [];
  const before = members[members.indexOf(member) - 1];
  return before === undefined ? null : nextComma(text, before.offset + before.length);
}

/** Whether the members stand on lines of their own. */
function isAlone(text: string, object: Node): boolean {
  const [first] = object.children ?? [];
  return first === undefined || text.slice(object.offset, first.offset).includes('\n');
}

function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Not the library's own: a member named `__proto__` is a member. */
function contentOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(contentOf);
  if (node.type !== 'object') return node.value;
  const members = (node.children ?? []).map(({ children = [] }) => [children[0]?.value, children[1] === undefined ? null : contentOf(children[1])]);
  const object: unknown = Object.fromEntries(members);
  return isTable(object) ? object : {};
}
