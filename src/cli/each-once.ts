import { createHash } from 'node:crypto';
import type { Item } from '../moving/reading.ts';

/**
 * Each text once, as the store would have it. For a count only: it remembers 48 bits of a digest, a million texts in 40 MB,
 * and could take two different ones for the same.
 */
export async function* eachOnce(items: AsyncIterable<Item>, onTwice: () => void): AsyncIterable<Item> {
  const seen = new Set<number>();
  for await (const item of items) {
    const mark = createHash('sha256').update(item.content.normalize('NFC').trim()).digest().readUIntBE(0, 6);
    if (seen.has(mark)) onTwice();
    else yield item;
    seen.add(mark);
  }
}
