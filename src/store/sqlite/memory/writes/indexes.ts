import { indexedText } from '../../../indexed-text.ts';
import type { Memory } from '../../../memory-store.ts';
import { sketchOf } from '../../../sketch.ts';
import type { Sqlite } from '../../open-database.ts';

/** What a memory is found by. */
export type Findable = Pick<Memory, 'content' | 'tags'>;

/**
 * Tags, text indexes and sketches. A forgotten memory loses its tags, which are counted without a look at the memory; the rest
 * stays until it goes for good, so that forgetting and bringing back a hundred thousand is a matter of a second.
 */
export function createIndexes(db: Sqlite) {
  const insertTag = db.prepare('INSERT OR IGNORE INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const dropTags = db.prepare('DELETE FROM tags WHERE number = ?');
  const insertSketch = db.prepare('INSERT OR IGNORE INTO sketches (band, number) VALUES (?, ?)');
  const dropSketch = db.prepare('DELETE FROM sketches WHERE band = ? AND number = ?');
  const texts = (['words', 'parts', 'grams'] as const).map((name) => ({
    name,
    insert: db.prepare(`INSERT INTO ${name} (rowid, text) VALUES (?, ?)`),
    drop: db.prepare(`DELETE FROM ${name} WHERE rowid = ?`),
  }));

  const hide = (number: number): void => void dropTags.run(number);
  function show(number: number, compartment: string, tags: readonly string[]): void {
    for (const tag of tags) insertTag.run(compartment, tag, number);
  }

  let indexed = 0;

  return {
    hide,
    show,
    /** @returns characters that went into the text indexes since it was asked last */
    takeIndexed(): number {
      const taken = indexed;
      indexed = 0;
      return taken;
    },
    put(number: number, compartment: string, { content, tags }: Findable): void {
      const text = indexedText(content, tags);
      indexed += text.parts.length;
      show(number, compartment, tags);
      for (const { name, insert } of texts) if (text[name] !== '') insert.run(number, text[name]);
      for (const band of sketchOf(content)) insertSketch.run(band, number);
    },
    /** @param content as it was put */
    drop(number: number, content: string): void {
      hide(number);
      for (const { drop } of texts) drop.run(number);
      for (const band of sketchOf(content)) dropSketch.run(band, number);
    },
  };
}

export type Indexes = ReturnType<typeof createIndexes>;
