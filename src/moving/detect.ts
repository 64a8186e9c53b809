/** Which program wrote the files, by what is in them; a name alone says little. */
import { joined, latin } from './bytes.ts';
import { isBasicMemory } from './formats/basic-memory.ts';
import { FORMATS } from './formats.ts';
import { DamagedFile, type Format, type SourceFile } from './reading.ts';

/** `sealed` and `export` are Gatehouse's own, with and without a passphrase. */
export type Detected = { readonly format: Format } | { readonly own: 'sealed' | 'export' };

/** Bytes looked at. */
const HEAD = 65_536;
/** Files of a folder that are looked into before it counts as unknown, or as plain Markdown. */
const LOOKED_AT = 200;
/** What ChatGPT and Claude call the files of their exports. */
const IS_EXPORT = /(?:^|\/)(?:conversations(?:-\d+)?|memories|projects)(?:\/[^/]+)?\.json$/;
const IS_NOTE = /\.(?:md|markdown)$/i;

const NOT_THESE: readonly (readonly [head: string, what: string])[] = [
  ['PK\u0003\u0004', 'is a zip archive. Unpack it and name the folder'],
  ['\u001f\u008b', 'is compressed. Unpack it first'],
  ['SQLite format 3\u0000', 'is a database. Export it with the program that made it, and name the file that comes out'],
];
const SEALED = 'age-encryption.org/v1';
const OWN = '{"gatehouse":';

/** @throws DamagedFile when nobody known wrote them; the message says what to do */
export async function detect(files: readonly SourceFile[]): Promise<Detected> {
  const [only] = files;
  if (only === undefined) throw new DamagedFile('There is no file to import in that folder.');
  if (files.length === 1) return detectFile(only);
  const exported = files.filter(({ path }) => IS_EXPORT.test(path)).slice(0, LOOKED_AT);
  const heads = await Promise.all(exported.map(async (file) => ({ path: file.path, head: latin(await headOf(file)) })));
  const name = firstOf(heads, ({ head }) => nameByContent(head)) ?? firstOf(heads, ({ head, path }) => nameOfNothing(head, path));
  if (name !== null) return { format: formatNamed(name) };
  const notes = files.filter(({ path }) => IS_NOTE.test(path));
  if (notes.length > 0) return { format: formatNamed((await anyOf(notes)) ? 'basic-memory' : 'markdown') };
  throw new DamagedFile('No file in that folder is known. Name the file itself, or its format with --from.');
}

export function formatNamed(name: string): Format {
  const format = FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new DamagedFile(`There is no format ${name}. There are: ${FORMATS.map((each) => each.name).join(', ')}`);
  return format;
}

async function anyOf(notes: readonly SourceFile[]): Promise<boolean> {
  for (const note of notes.slice(0, LOOKED_AT)) if (isBasicMemory(withoutMark(latin(await headOf(note))))) return true;
  return false;
}

async function detectFile(file: SourceFile): Promise<Detected> {
  const head = withoutMark(latin(await headOf(file)));
  const refused = NOT_THESE.find(([start]) => head.startsWith(start));
  if (refused !== undefined) throw new DamagedFile(`${file.path} ${refused[1]}.`);
  if (head.startsWith(SEALED)) return { own: 'sealed' };
  if (head.startsWith(OWN)) return { own: 'export' };
  if (IS_NOTE.test(file.path)) return { format: formatNamed(isBasicMemory(head) ? 'basic-memory' : 'markdown') };
  const name = nameByContent(head) ?? nameOfNothing(head, file.path);
  if (name === null) throw new DamagedFile(`${file.path} is of no known format. If you know which, say it with --from.`);
  return { format: formatNamed(name) };
}

function firstOf<Each>(all: readonly Each[], nameOf: (each: Each) => string | null): string | null {
  for (const each of all) {
    const name = nameOf(each);
    if (name !== null) return name;
  }
  return null;
}

function nameByContent(head: string): string | null {
  const start = head.trimStart();
  if (/^\{[^\n]*"type"\s*:\s*"(?:entity|relation)"/.test(start)) return 'server-memory';
  if (/"chat_messages"\s*:|"conversations_memory"\s*:|"prompt_template"\s*:|"is_starter_project"\s*:/.test(start)) return 'claude';
  if (/"mapping"\s*:\s*\{/.test(start)) return 'chatgpt';
  if (/"content_hash"\s*:|"memory_type"\s*:|"export_metadata"\s*:/.test(start)) return 'mcp-memory-service';
  return null;
}

/** An export without any conversation is a list without anything; which list it is, only the other files could tell. */
function nameOfNothing(head: string, path: string): string | null {
  return /conversations(?:-\d+)?\.json$/.test(path) && /^\s*\[\s*\]/.test(head) ? 'chatgpt' : null;
}

/** The byte order mark that Windows programs put before UTF-8. */
function withoutMark(head: string): string {
  return head.replace(/^\u00ef\u00bb\u00bf/, '');
}

async function headOf(file: SourceFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.bytes()) {
    chunks.push(Uint8Array.from(chunk));
    length += chunk.length;
    if (length >= HEAD) break;
  }
  return joined(chunks).subarray(0, HEAD);
}
