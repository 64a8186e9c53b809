import { indexedText } from '../../../indexed-text.ts';
import type { Memory } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';

/** What finds a memory: its tags and the three text indexes. A forgotten one is in none of them. */
export function createIndexes(db: Sqlite) {
  const insertTag = db.prepare('INSERT OR IGNORE INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const dropTags = db.prepare('DELETE FROM tags WHERE number = ?');
  const texts = (['words', 'parts', 'grams'] as const).map((name) => ({
    name,
    insert: db.prepare(`INSERT INTO ${name} (rowid, text) VALUES (?, ?)`),
    drop: db.prepare(`DELETE FROM ${name} WHERE rowid = ?`),
  }));
  return {
    put(number: number | bigint, compartment: string, memory: Memory): void {
      const text = indexedText(memory.content, memory.tags);
      for (const tag of memory.tags) insertTag.run(compartment, tag, number);
      for (const { name, insert } of texts) if (text[name] !== '') insert.run(number, text[name]);
    },
    drop(number: number | bigint): void {
      dropTags.run(number);
      for (const { drop } of texts) drop.run(number);
    },
  };
}

export type Indexes = ReturnType<typeof createIndexes>;
