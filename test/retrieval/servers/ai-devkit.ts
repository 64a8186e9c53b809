/** `@ai-devkit/memory` as it comes: SQLite FTS5 over stdio, its optional semantic search (a model it downloads) off. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../support/broker.ts';
import type { LabelledMemory } from '../labelled-set.ts';
import { DEPTH, type MemoryServer } from '../memory-server.ts';
import { openStdio } from './stdio.ts';

const LONGEST_TITLE = 100;
const SHORTEST_CONTENT = 50;

/** @param modules the `node_modules` it is installed in */
export async function openAiDevkit(modules: string): Promise<MemoryServer> {
  const folder = join(modules, '@ai-devkit', 'memory');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const server = await openStdio(join(folder, 'dist', 'index.js'), temporaryDirectory());
  const labels = new Map<string, string>();
  return {
    name: 'ai-devkit memory',
    version,
    async store(memories) {
      for (const memory of memories) {
        const { id } = await server.call<{ id: string }>('memory_storeKnowledge', itemOf(memory));
        labels.set(id, memory.id);
      }
    },
    async ask({ question }) {
      // It refuses questions of fewer than three characters; spaces around them are not counted.
      if (question.length < 3) return [];
      const { results } = await server.call<{ results: { id: string }[] }>('memory_searchKnowledge', { query: question, limit: DEPTH });
      return results.map(({ id }) => labels.get(id) ?? '');
    },
    close: server.close,
  };
}

/** The same text as everybody else's. It wants a title, 50 characters, and tags in ASCII: short ones are said twice, tags go into the text. */
function itemOf({ content, tags }: LabelledMemory) {
  const text = `${content}\n${tags.join(' ')}`;
  const times = text.length < SHORTEST_CONTENT ? Math.ceil(SHORTEST_CONTENT / text.length) + 1 : 1;
  return { title: content.slice(0, LONGEST_TITLE), content: Array(times).fill(text).join('\n'), tags: [] };
}
