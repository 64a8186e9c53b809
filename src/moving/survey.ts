/** What is imported, read twice: nothing is sent before everything was read to its end. */
import { ownFiles } from './own-files.ts';
import type { Format, Item, Problem, ReadOptions, SourceFile } from './reading.ts';
import { withinLimits } from './within-limits.ts';

export type Survey = {
  readonly items: number;
  /** Had tags or metadata longer than a memory's may be. */
  readonly cut: number;
  /** The first of them. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** Files of a folder that are none of the format's. */
  readonly otherFiles: number;
};

/** How many problems are kept to be shown. */
const SHOWN = 20;

export async function survey(format: Format, files: readonly SourceFile[], options: ReadOptions, onItems: (count: number) => void): Promise<Survey> {
  const problems: Problem[] = [];
  const found = { items: 0, cut: 0, problemCount: 0 };
  const own = ownFiles(format, files);
  for await (const reading of format.read(own, options)) {
    if ('problem' in reading) {
      found.problemCount++;
      if (problems.length < SHOWN) problems.push(reading.problem);
      continue;
    }
    const { items, cut } = withinLimits(reading.item);
    found.items += items.length;
    if (cut) found.cut++;
    onItems(found.items);
  }
  return { ...found, problems, otherFiles: files.length - own.length };
}

export async function* readItems(format: Format, files: readonly SourceFile[], options: ReadOptions): AsyncIterable<Item> {
  for await (const reading of format.read(ownFiles(format, files), options)) if ('item' in reading) yield* withinLimits(reading.item).items;
}
