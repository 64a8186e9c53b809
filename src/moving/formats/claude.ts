/**
 * The export of Claude: `memories.json` holds what was remembered, as text under headings, in general and for each project;
 * `projects.json` (or a file for each) the descriptions and instructions that the person gave. With `everything` also the
 * documents of projects and what the person said in `conversations.json`.
 */
import { readJson } from '../../shared/read-json.ts';
import { latin } from '../bytes.ts';
import { ownWords } from '../own-words.ts';
import { readElements } from '../read-elements.ts';
import { readText } from '../read-text.ts';
import type { Format, Item, Reading, SourceFile } from '../reading.ts';
import { sectionsOf, sectionText } from '../sections.ts';
import { type Fields, isFields, list, text, time } from '../values.ts';

type Part = { readonly read: (value: Fields, place: string, file: SourceFile, context: Context) => Iterable<Reading> };
type Context = { readonly everything: boolean; readonly projects: Map<string, string> };

const IS_PROJECT = /(?:^|\/)projects(?:\/[^/]+)?\.json$/;

export const claude: Format = {
  name: 'claude',
  program: 'Claude',
  isOwn: /(?:^|\/)(?:projects|memories|conversations(?:-\d+)?)(?:\/[^/]+)?\.json$/,
  async *read(files, { everything }) {
    const context: Context = { everything, projects: new Map() };
    // Projects come first: the memories of a project name it by its id.
    const inOrder = [...files.filter(({ path }) => IS_PROJECT.test(path)), ...files.filter(({ path }) => !IS_PROJECT.test(path))];
    for (const file of inOrder) yield* readFile(file, context);
  },
};

async function* readFile(file: SourceFile, context: Context): AsyncIterable<Reading> {
  // One file for each project or account is one object; everything else is a list.
  if (await isObject(file)) {
    const whole = await readText(file);
    if ('problem' in whole) return yield whole;
    return yield* readEntry(readJson(whole.text), file.path, file, context);
  }
  for await (const { number, value } of readElements(file)) yield* readEntry(value, `${file.path}, entry ${number}`, file, context);
}

async function isObject(file: SourceFile): Promise<boolean> {
  for await (const chunk of file.bytes()) {
    const start = latin(chunk).replace(/^[\u00ef\u00bb\u00bf\s]+/, '');
    if (start !== '') return start.startsWith('{');
  }
  return false;
}

function* readEntry(value: unknown, place: string, file: SourceFile, context: Context): Iterable<Reading> {
  const part = isFields(value) ? partOf(value) : null;
  if (part === null || !isFields(value)) return yield { problem: { place, what: 'is nothing that Claude exports' } };
  yield* part.read(value, place, file, context);
}

function partOf(value: Fields): Part | null {
  if (Array.isArray(value.chat_messages)) return CONVERSATION;
  if ('conversations_memory' in value || 'project_memories' in value) return MEMORIES;
  return text(value.name) === '' ? null : PROJECT;
}

const PROJECT: Part = {
  *read(value, place, file, { everything, projects }) {
    const name = text(value.name);
    projects.set(text(value.uuid), name);
    const dated = datesOf(value, file);
    const about = { ...dated, tags: [name], metadata: { project: name }, place };
    const [description, instructions] = [text(value.description), text(value.prompt_template)];
    if (description !== '') yield { item: { ...about, content: `Project ${name}: ${description}`, kind: 'project' } };
    if (instructions !== '') yield { item: { ...about, content: `Instructions of project ${name}:\n\n${instructions}`, kind: 'instructions' } };
    if (!everything) return;
    for (const document of list(value.docs).filter(isFields)) {
      const content = text(document.content);
      const named = text(document.filename) || 'document';
      if (content !== '') yield { item: { ...about, ...datesOf(document, file), content: `${name} › ${named}\n\n${content}`, kind: 'document' } };
    }
  },
};

const MEMORIES: Part = {
  *read(value, place, file, { projects }) {
    const about = { ...datesOf(value, file), kind: 'memory', tags: [], metadata: {}, place };
    yield* byHeading(text(value.conversations_memory), '', about);
    if (!isFields(value.project_memories)) return;
    for (const [id, remembered] of Object.entries(value.project_memories)) {
      const project = projects.get(id);
      const named = project === undefined ? { metadata: { project: id } } : { tags: [project], metadata: { project } };
      yield* byHeading(text(remembered), project ?? '', { ...about, ...named });
    }
  },
};

const CONVERSATION: Part = {
  *read(value, place, file, { everything }) {
    if (!everything) return;
    const said = list(value.chat_messages)
      .filter(isFields)
      .filter(({ sender }) => sender === 'human')
      .map(messageText);
    const item = ownWords({ title: text(value.name), said, ...datesOf(value, file), id: text(value.uuid), place });
    if (item !== null) yield { item };
  },
};

/** Claude's headings are Markdown's, or a line that is bold from end to end. */
function* byHeading(remembered: string, title: string, about: Omit<Item, 'content'>): Iterable<Reading> {
  const headed = remembered.replace(/^\*\*([^*\n]+)\*\*:?[ \t]*$/gm, '## $1');
  for (const section of sectionsOf(headed)) {
    const content = sectionText(section, title);
    if (content !== null) yield { item: { ...about, content } };
  }
}

/** Newer exports have the text in blocks, older ones beside them. */
function messageText({ text: plain, content }: Fields): string {
  const blocks = list(content).map((block) => (isFields(block) && block.type === 'text' ? text(block.text) : ''));
  return blocks.filter((block) => block !== '').join('\n') || text(plain);
}

function datesOf(value: Fields, file: SourceFile): { createdAt: number; updatedAt: number } {
  const createdAt = time(value.created_at) ?? file.modifiedAt;
  return { createdAt, updatedAt: time(value.updated_at) ?? createdAt };
}
