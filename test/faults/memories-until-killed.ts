/**
 * Works on a memory.db from many sides at once, for ever, and says before each step what it is about to do, and after it that it
 * was answered. Lines are what `memory-kill.test.ts` reads.
 */
import { randomUUID } from 'node:crypto';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { Memory } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';

export type State = { readonly version: number; readonly live: boolean };
/** `batch`: a client that wrote several as one; all of them are there and live, or none is. */
export type Line = { readonly id: string; readonly kind: 'memory' | 'batch'; readonly said: 'asked' | 'answered'; readonly state: State };

export const BATCH = 12;

function memory(id: string, clientId: string, change: Partial<Memory> = {}): Memory {
  return {
    id,
    content: `${id} says ${id}v1`,
    tags: [clientId],
    kind: 'note',
    metadata: {},
    createdAt: Date.now(),
    updatedAt: Date.now(),
    expiresAt: null,
    version: 1,
    provenance: { clientId, grantId: null, clientName: null, program: null, source: 'client' },
    ...change,
  };
}

if (import.meta.main) {
  const store = await createSqliteMemoryStore({
    file: process.argv[2] ?? '',
    writerEntry: entryUrl('memory-writer'),
    searcherEntry: entryUrl('memory-searcher'),
  });
  const action = (about: string) => ({ id: `act_${randomUUID()}`, kind: 'forget' as const, at: Date.now(), by: memory('', about).provenance, about });
  /** A pipe takes it at once, so that the kill cannot take it back. */
  const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);

  async function step(line: Omit<Line, 'said'>, act: () => Promise<unknown>): Promise<void> {
    say({ ...line, said: 'asked' });
    await act();
    say({ ...line, said: 'answered' });
  }

  async function one(): Promise<void> {
    const id = `mem${randomUUID().replaceAll('-', '')}`;
    const about = (version: number, live: boolean) => ({ id, kind: 'memory' as const, state: { version, live } });
    const forgotten = action(id);
    await step(about(1, true), () => store.add('default', memory(id, id)));
    await step(about(2, true), () => store.update('default', memory(id, id, { content: `${id} says ${id}v2`, version: 2 })));
    await step(about(2, false), () => store.forget('default', [id], forgotten));
    if (Math.random() < 0.5) return;
    await step(about(2, true), () => store.keeping.undo(forgotten.id, Date.now()));
    await step(about(3, true), () => store.update('default', memory(id, id, { content: `${id} says ${id}v3`, version: 3 })));
  }

  async function several(): Promise<void> {
    const id = `client${randomUUID().replaceAll('-', '')}`;
    const about = (live: boolean) => ({ id, kind: 'batch' as const, state: { version: 1, live } });
    const memories = Array.from({ length: BATCH }, (_, index) => memory(`${id}n${index}`, id));
    const taken = action(id);
    await step(about(true), () => store.addAll('default', memories, { ...action(id), kind: 'import' }));
    await step(about(false), () => store.keeping.takeBack({ clientIds: [id] }, taken));
    if (Math.random() < 0.5) await step(about(true), () => store.keeping.undo(taken.id, Date.now()));
  }

  const forEver = async (act: () => Promise<void>): Promise<never> => {
    for (;;) await act();
  };
  await Promise.all([...Array.from({ length: 10 }, () => forEver(one)), ...Array.from({ length: 3 }, () => forEver(several))]);
}
