import { sketchOf } from '../../../sketch.ts';
import type { Sqlite } from '../../open-database.ts';
import { createTextIndexes, type Findable } from '../text-indexes.ts';

/**
 * Tags, text indexes and sketches. A forgotten memory loses its tags, which are counted without a look at the memory; the rest
 * stays until it goes for good, so that forgetting and bringing back a hundred thousand is a matter of a second.
 */
export function createIndexes(db: Sqlite) {
  const insertTag = db.prepare('INSERT OR IGNORE INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const dropTags = db.prepare('DELETE FROM tags WHERE number = ?');
  const insertSketch = db.prepare('INSERT OR IGNORE INTO sketches (band, number) VALUES (?, ?)');
  const dropSketch = db.prepare('DELETE FROM sketches WHERE band = ? AND number = ?');
  const texts = createTextIndexes(db);

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
    put(number: number, compartment: string, memory: Findable): void {
      show(number, compartment, memory.tags);
      indexed += texts.put(number, compartment, memory);
      for (const band of sketchOf(compartment, memory.content)) insertSketch.run(band, number);
    },
    /** As it was put. */
    drop({ number, compartment, content }: { readonly number: number; readonly compartment: string; readonly content: string }): void {
      hide(number);
      texts.drop(number);
      for (const band of sketchOf(compartment, content)) dropSketch.run(band, number);
    },
  };
}

export type Indexes = ReturnType<typeof createIndexes>;
