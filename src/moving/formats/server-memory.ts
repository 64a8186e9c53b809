/**
 * The JSONL file of `@modelcontextprotocol/server-memory`: entities with observations, and relations between them. An
 * observation is what that program's search finds, so each becomes a memory of its own that still says whom it is about.
 */
import { readJson } from '../../shared/read-json.ts';
import { readLines } from '../read-lines.ts';
import type { Format, Item, Reading, SourceFile } from '../reading.ts';
import { isFields, text } from '../values.ts';

export const serverMemory: Format = {
  name: 'server-memory',
  program: 'MCP server-memory',
  isOwn: /\.jsonl?$/i,
  async *read(files) {
    for (const file of files) {
      for await (const { number, text: line } of readLines(file)) {
        const place = `${file.path}, line ${number}`;
        if (line === null) yield { problem: { place, what: 'is not valid UTF-8' } };
        else if (line.trim() !== '') yield* readRecord(line, place, file);
      }
    }
  },
};

function* readRecord(line: string, place: string, file: SourceFile): Iterable<Reading> {
  const record = readJson(line);
  if (!isFields(record)) return yield { problem: { place, what: 'is not a JSON object' } };
  const base = { createdAt: file.modifiedAt, updatedAt: file.modifiedAt, place };
  if (record.type === 'entity' && text(record.name) !== '') return yield* entity(text(record.name), text(record.entityType), record.observations ?? [], base);
  if (record.type === 'relation') {
    const [from, to, relationType] = [text(record.from), text(record.to), text(record.relationType)];
    if (from !== '' && to !== '' && relationType !== '') {
      return yield { item: { ...base, content: `${from} ${relationType} ${to}`, kind: 'relation', tags: [from, to], metadata: { from, to, relationType } } };
    }
  }
  yield { problem: { place, what: 'is neither an entity nor a relation' } };
}

function* entity(name: string, entityType: string, observations: unknown, base: Pick<Item, 'createdAt' | 'updatedAt' | 'place'>): Iterable<Reading> {
  const about = { ...base, tags: [name, entityType].filter((tag) => tag !== ''), metadata: { entity: name, entityType } };
  // One alone is no list in files that were written by hand.
  const all = Array.isArray(observations) ? observations : [observations];
  if (all.some((observation) => typeof observation !== 'string')) yield { problem: { place: base.place, what: 'has an observation that is no text' } };
  const known = all.map(text).filter((observation) => observation !== '');
  if (known.length === 0) yield { item: { ...about, content: entityType === '' ? name : `${name} (${entityType})`, kind: 'entity' } };
  for (const observation of known) yield { item: { ...about, content: `${name}: ${observation}`, kind: 'observation' } };
}
