import type { LabelledMemory, Question } from './labelled-set.ts';
import type { MemoryServer } from './memory-server.ts';
import { type Scores, scoreServer } from './score.ts';

export type Measured = { readonly name: string; readonly version: string; readonly scores: Scores };

/** Fills a server, asks it everything, and closes it. */
export async function measureServer(server: MemoryServer, memories: readonly LabelledMemory[], questions: readonly Question[]): Promise<Measured> {
  try {
    await server.store(memories);
    const asked = questions.filter(({ subset }) => server.claims?.(subset) ?? true);
    return { name: server.name, version: server.version, scores: await scoreServer(server, asked) };
  } finally {
    await server.close();
  }
}
