/** The YAML between `---` lines at the head of a note. */
import { parse } from 'yaml';
import { type Fields, isFields, text, texts, time } from './values.ts';

export type Note = { readonly front: Fields; readonly body: string /** How many lines come before the body. */; readonly skipped: number };

export const NOTE = /\.(?:md|mdx|markdown|txt)$/i;

const FRONT = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/;

/** @returns null where the front matter is not YAML. @param source with `\n` line ends */
export function readNote(source: string): Note | null {
  const match = FRONT.exec(source);
  const bare = { front: {}, body: source, skipped: 0 };
  if (match === null) return bare;
  const [whole, yaml = ''] = match;
  try {
    // The core schema keeps dates as they are written, and aliases are counted: a bomb of them is refused.
    const front: unknown = parse(yaml, { schema: 'core', maxAliasCount: 10, logLevel: 'error' });
    // Text between two rules is text, and nothing is front matter too.
    if (!isFields(front) && front !== null) return bare;
    return { front: front ?? {}, body: source.slice(whole.length), skipped: whole.split('\n').length - 1 };
  } catch {
    return null;
  }
}

/** YAML reads a year that stands alone as a number. */
function written(value: unknown): string {
  return text(typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
}

/** What every kind of note says of itself. @param modifiedAt of its file, where it gives no date */
export function aboutNote(front: Fields, modifiedAt: number): { title: string; tags: readonly string[]; createdAt: number; updatedAt: number } {
  const createdAt = time(front.created) ?? time(front.created_at) ?? time(front.date) ?? modifiedAt;
  return {
    title: written(front.title),
    tags: texts(Array.isArray(front.tags) ? front.tags.map(written) : written(front.tags)).map((tag) => tag.replace(/^#/, '')),
    createdAt,
    updatedAt: time(front.modified) ?? time(front.updated) ?? time(front.updated_at) ?? Math.max(createdAt, modifiedAt),
  };
}
