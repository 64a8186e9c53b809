import { createMeaning, type Meaning } from '../memory/vectors/meaning.ts';
import type { Undo } from '../shared/undo.ts';
import type { VectorStore } from '../store/vector-store.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'embeddings' | 'monotonic'>;
  readonly vectors: VectorStore;
  readonly records: Pick<Records, 'onFault'>;
};

/** It works in the background from here on. @returns undefined while the person has not turned embeddings on */
export function startMeaning({ deps, vectors, records }: Parts, undo: Undo): Meaning | undefined {
  const { embeddings, monotonic } = deps;
  if (embeddings === undefined) return undefined;
  const meaning = createMeaning({ ...embeddings, store: vectors, monotonic, onFault: (error) => void records.onFault(error, 'embeddings') });
  undo.push(() => meaning.close());
  return meaning;
}
