/** A memory server under comparison, spoken to through its own MCP tools over its own transport. */
import type { LabelledMemory, Question, Subset } from './labelled-set.ts';

/** How many results every server is asked for. */
export const DEPTH = 10;

export type MemoryServer = {
  readonly name: string;
  readonly version: string;
  /** False: what it answers to these questions proves nothing, and they are not asked. */
  claims?(subset: Subset): boolean;
  /** Oldest first. @throws when one is refused */
  store(memories: readonly LabelledMemory[]): Promise<void>;
  /** @returns ids of the labelled set, best first */
  ask(question: Question): Promise<readonly string[]>;
  close(): Promise<void>;
};
