/** As much as one call carries: a transaction of some hundred memories, and a line far below the longest that is read. */
const MOST = { count: 200, characters: 300_000 };

/** @param sizeOf characters that an item takes in the call */
export async function* inBatches<Item>(items: AsyncIterable<Item>, sizeOf: (item: Item) => number): AsyncIterable<readonly Item[]> {
  let batch: Item[] = [];
  let characters = 0;
  for await (const item of items) {
    const size = sizeOf(item);
    if (batch.length > 0 && (batch.length >= MOST.count || characters + size > MOST.characters)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(item);
    characters += size;
  }
  if (batch.length > 0) yield batch;
}
