/**
 * `@modelcontextprotocol/server-memory`: an entity per memory. Its `search_nodes` looks for the whole query inside the text,
 * so it is measured twice: with the question as it was asked, and word by word, as a patient model might use it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { temporaryDirectory } from '../../support/broker.ts';
import { FUNCTION_WORDS } from '../function-words.ts';
import type { Question } from '../labelled-set.ts';
import { DEPTH, type MemoryServer } from '../memory-server.ts';
import { openStdio } from './stdio.ts';

const require = createRequire(import.meta.url);
const entry = require.resolve('@modelcontextprotocol/server-memory/dist/index.js');
const { version } = JSON.parse(readFileSync(join(entry, '..', '..', 'package.json'), 'utf8')) as { version: string };

type Found = { readonly entities: readonly { readonly name: string }[] };

/** @param how the question goes in: as it is, or as one search for each of its content words, most hits first */
export async function openServerMemory(how: 'as asked' | 'word by word'): Promise<MemoryServer> {
  const home = temporaryDirectory();
  const server = await openStdio(entry, home, { MEMORY_FILE_PATH: join(home, 'memory.jsonl') });
  const search = async (query: string) => (await server.call<Found>('search_nodes', { query })).entities.map(({ name }) => name);
  return {
    name: `server-memory, ${how}`,
    version,
    async store(memories) {
      const entities = memories.map(({ id, kind, content, tags }) => ({ name: id, entityType: kind, observations: [content, tags.join(' ')] }));
      // One call: of several at once it keeps only the last.
      await server.call('create_entities', { entities });
    },
    async ask(question) {
      if (how === 'as asked') return (await search(question.question)).slice(0, DEPTH);
      const hits = new Map<string, number>();
      for (const word of contentWords(question)) for (const name of await search(word)) hits.set(name, (hits.get(name) ?? 0) + 1);
      return [...hits]
        .sort(([, left], [, right]) => right - left)
        .slice(0, DEPTH)
        .map(([name]) => name);
    },
    close: server.close,
  };
}

function contentWords({ question, language }: Question): string[] {
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(question)].filter(({ isWordLike }) => isWordLike === true);
  return words.map(({ segment }) => segment).filter((word) => !FUNCTION_WORDS[language].has(word.toLowerCase()));
}
