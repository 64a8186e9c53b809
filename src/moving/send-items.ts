/** Memories of another program on their way to the broker, in batches; what came of them is counted here. */
import { plainText } from '../shared/plain-text.ts';
import { inBatches } from './in-batches.ts';
import type { Item, SourceFile } from './reading.ts';

export type Sending = {
  /** Of the action that undoes it. */
  readonly id: string;
  /** Id of the compartment. */
  readonly compartment: string;
  readonly program: string;
  readonly files: readonly SourceFile[];
  readonly dryRun: boolean;
};

type Counts = { stored: number; restored: number; existing: number; kept: number; held: { secret: number; instruction: number }; heldNow: number };
/** What the broker answers to a batch. */
export type Added = Counts & { readonly refused: readonly { readonly why: string }[] };
/** What has come of all batches. `because`: why some were refused, each reason once. */
export type Came = Counts & { refused: number; because: string | null };

/** @param add what `import.add` answers to these parameters. @param onSent how many are sent by now */
export async function sendItems(
  items: AsyncIterable<Item>,
  { files, ...sending }: Sending,
  add: (parameters: object) => Promise<Added>,
  onSent: (count: number) => void,
): Promise<Came> {
  const came: Came = { stored: 0, restored: 0, existing: 0, kept: 0, held: { secret: 0, instruction: 0 }, heldNow: 0, refused: 0, because: null };
  const reasons = new Set<string>();
  const file = nameOf(files);
  let sent = 0;
  for await (const batch of inBatches(items, (item) => JSON.stringify(item).length)) {
    // A dry run keeps nothing, so each batch is told what those before it would have held.
    const heldBefore = came.heldNow === 0 ? {} : { heldBefore: came.heldNow };
    const { held, refused, ...counts } = await add({ ...sending, ...heldBefore, file, items: batch.map(withoutPlace) });
    for (const name of ['stored', 'restored', 'existing', 'kept', 'heldNow'] as const) came[name] += counts[name];
    for (const reason of ['secret', 'instruction'] as const) came.held[reason] += held[reason];
    came.refused += refused.length;
    for (const { why } of refused) reasons.add(why);
    sent += batch.length;
    onSent(sent);
  }
  return { ...came, because: reasons.size === 0 ? null : [...reasons].join(' ') };
}

/** Whether there is anything that undoing it would take back. */
export function hasChanged({ stored, restored, kept, heldNow }: Came): boolean {
  return stored + restored + kept + heldNow > 0;
}

function withoutPlace({ place: _, ...item }: Item): Omit<Item, 'place'> {
  return item;
}

/** The file's name, without the way to it; a folder is its number of files. */
function nameOf(files: readonly SourceFile[]): string {
  const [first] = files;
  return files.length === 1 && first !== undefined ? plainText(first.path).slice(0, 200) || 'a file' : `${files.length} files`;
}
