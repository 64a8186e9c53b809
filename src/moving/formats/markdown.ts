/** Notes in Markdown that no memory program wrote: each heading with text under it is one memory. */
import { aboutNote, NOTE, readNote } from '../front-matter.ts';
import { readText } from '../read-text.ts';
import type { Format, Reading, SourceFile } from '../reading.ts';
import { sectionsOf, sectionText } from '../sections.ts';

export const markdown: Format = {
  name: 'markdown',
  program: 'Markdown notes',
  isOwn: NOTE,
  async *read(files) {
    for (const file of files) yield* readFile(file);
  },
};

async function* readFile(file: SourceFile): AsyncIterable<Reading> {
  const read = await readText(file);
  if ('problem' in read) return yield read;
  const note = readNote(read.text);
  if (note === null) return yield { problem: { place: file.path, what: 'has front matter that is not YAML' } };
  const { title, ...about } = aboutNote(note.front, file.modifiedAt);
  for (const section of sectionsOf(note.body, note.skipped)) {
    // A file's name says less than its first heading; it stands for a title where there is none.
    const content = sectionText(section, title || (section.headings.length === 0 ? nameOf(file.path) : ''));
    if (content !== null) yield { item: { ...about, content, kind: 'note', metadata: { file: file.path }, place: `${file.path}, line ${section.line}` } };
  }
}

function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(NOTE, '');
}
