/** Makes what another program allowed fit the limits here: a long text in parts, and what is too long elsewhere cut. */
import { LIMITS } from '../memory/limits.ts';
import { utf8 } from './bytes.ts';
import type { Item } from './reading.ts';

export type Fitted = {
  readonly items: readonly Item[];
  /** Whether tags or the kind lost something, or the metadata everything. */
  readonly cut: boolean;
};

export function withinLimits(item: Item): Fitted {
  const content = item.content.trim();
  const tags = [...new Set(item.tags.map((tag) => shorten(tag.trim(), LIMITS.tag)).filter((tag) => tag !== ''))].slice(0, LIMITS.tags);
  const said = new Set(item.tags.map((tag) => tag.trim()).filter((tag) => tag !== ''));
  const kind = shorten(item.kind, LIMITS.kind);
  const large = isLarge(item.metadata);
  const fitted = { ...item, tags, kind, metadata: large ? {} : item.metadata };
  const cut = large || kind !== item.kind || tags.length < said.size || tags.some((tag) => !said.has(tag));
  const parts = inParts(content, LIMITS.content);
  if (parts.length === 1) return { items: [{ ...fitted, content }], cut };
  return { items: parts.map((part, index) => ({ ...fitted, content: part, metadata: { ...fitted.metadata, part: `${index + 1}/${parts.length}` } })), cut };
}

/** In bytes of JSON; what is nested too deeply cannot be written at all. */
function isLarge(metadata: Item['metadata']): boolean {
  try {
    return utf8(JSON.stringify(metadata)).length > LIMITS.metadata - PART_SPACE;
  } catch {
    return true;
  }
}

/** Bytes that the number of a part may take. */
const PART_SPACE = 64;

function shorten(value: string, most: number): string {
  return value.length <= most
    ? value
    : value
        .slice(0, most)
        .toWellFormed()
        .replace(/\uFFFD$/, '');
}

/** Cut at an empty line if there is one in the second half, else at the end of a line or word, else where it must be. */
function inParts(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = ['\n\n', '\n', ' '].map((mark) => rest.lastIndexOf(mark, most - mark.length)).find((at) => at > most / 2) ?? whole(rest, most);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

/** Never between the two halves of one character. */
function whole(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end;
}
