/**
 * A folder of basic-memory: notes with front matter, observations (`- [category] text #tag (context)`), relations
 * (`- relation [[Other note]] (context)`) and ordinary text. Each observation and each relation is a memory that names its
 * note; the text that is left is taken by heading.
 */
import { aboutNote, NOTE, readNote } from '../front-matter.ts';
import { readText } from '../read-text.ts';
import type { Format, Item, Reading, SourceFile } from '../reading.ts';
import { sectionsOf, sectionText } from '../sections.ts';
import { text } from '../values.ts';

type About = Pick<Item, 'tags' | 'createdAt' | 'updatedAt'> & { readonly title: string; readonly metadata: { readonly note: string } };

export const basicMemory: Format = {
  name: 'basic-memory',
  program: 'basic-memory',
  isOwn: NOTE,
  async *read(files) {
    for (const file of files) yield* readFile(file);
  },
};

/** Whether a note has what only basic-memory writes. */
export function isBasicMemory(note: string): boolean {
  // A site of Jekyll begins its permalinks with a slash, or names a pattern.
  return /^---[ \t]*\r?\n(?:.*\r?\n)*?permalink:[ \t]*['"]?[^\s/:'"]/.test(note);
}

async function* readFile(file: SourceFile): AsyncIterable<Reading> {
  const read = await readText(file);
  if ('problem' in read) return yield read;
  const note = readNote(read.text);
  if (note === null) return yield { problem: { place: file.path, what: 'has front matter that is not YAML' } };
  const dated = aboutNote(note.front, file.modifiedAt);
  const about: About = { ...dated, title: dated.title || file.path.replace(/\.md$/i, ''), metadata: { note: text(note.front.permalink) || file.path } };
  const kind = text(note.front.type) || 'note';

  for (const section of sectionsOf(note.body, note.skipped)) {
    const prose: string[] = [];
    let fenced = false;
    for (const [index, line] of section.lines.entries()) {
      if (/^ {0,3}(?:```|~~~)/.test(line)) fenced = !fenced;
      const found = fenced ? null : (observation(line, about) ?? relation(line, about));
      if (found === null) prose.push(line);
      else yield { item: { ...found, place: `${file.path}, line ${section.line + index + (section.headings.length > 0 ? 1 : 0)}` } };
    }
    const { title, ...rest } = about;
    const content = sectionText({ ...section, lines: prose }, title);
    if (content !== null) yield { item: { ...rest, content, kind, place: `${file.path}, line ${section.line}` } };
  }
}

/** A category is a word: not a checkbox, a time of day, or the text of a link. */
const OBSERVATION = /^\s*[-*+]\s+\[([^[\]()]+)\]\s+(.+)$/;
const NO_CATEGORY = /^(?:\s*|[xX]|[^\p{L}\p{N}]|[\d:.,\s-]+)$/u;

function observation(line: string, { title, tags, metadata, ...dated }: About): Omit<Item, 'place'> | null {
  const [, category, said = ''] = OBSERVATION.exec(line) ?? [];
  if (category === undefined || NO_CATEGORY.test(category)) return null;
  const { rest, context } = withoutContext(said);
  const own = [...rest.matchAll(/(?:^|\s)#([\p{L}\p{N}_/-]+)/gu)].map(([, tag = '']) => tag);
  return {
    ...dated,
    content: `${title}: ${rest}`,
    kind: category.trim(),
    tags: [...new Set([...tags, ...own])],
    metadata: { ...metadata, ...(context === null ? {} : { context }) },
  };
}

/** The word before the link says how the two are related; several words only in quotes, else the line is a sentence. */
const RELATION = /^\s*[-*+]\s+(?:"([^"]+)"|'([^']+)'|([^\s[\]"']+))\s+\[\[([^[\]]+)\]\]\s*(?:\(([^()]*)\))?\s*$/;

function relation(line: string, { title, tags, metadata, ...dated }: About): Omit<Item, 'place'> | null {
  const [whole, double, single, word, target = '', context] = RELATION.exec(line) ?? [];
  if (whole === undefined) return null;
  const how = (double ?? single ?? word ?? '').trim();
  return {
    ...dated,
    content: `${title} ${how} ${target.trim()}`,
    kind: 'relation',
    tags,
    metadata: { ...metadata, relation: how, to: target.trim(), ...(context ? { context } : {}) },
  };
}

function withoutContext(said: string): { rest: string; context: string | null } {
  const [, rest, context] = /^(.+?)\s*\(([^()]+)\)\s*$/.exec(said) ?? [];
  return rest === undefined || context === undefined ? { rest: said.trim(), context: null } : { rest: rest.trim(), context: context.trim() };
}
