/** Files of other programs, read in the page, which can do nothing else; the broker gets memories and judges each of them again. */
import { inBatches } from '../../../../../src/moving/in-batches.ts';
import type { Format, Item, SourceFile } from '../../../../../src/moving/reading.ts';
import { readItems, type Survey, survey } from '../../../../../src/moving/survey.ts';
import type { Ask } from './ask.ts';

export type Import = {
  readonly format: Format;
  readonly files: readonly SourceFile[];
  /** Id of the compartment. */
  readonly compartment: string;
  readonly everything: boolean;
};

export type Came = { stored: number; restored: number; existing: number; held: number; refused: number; because: string | null };

export type Preview = Came & Survey;

type Added = Pick<Came, 'stored' | 'restored' | 'existing'> & {
  readonly held: { readonly secret: number; readonly instruction: number };
  readonly refused: readonly { readonly why: string }[];
};
type OnProgress = (done: number, all: number) => void;

/** What would come in; nothing is changed. @throws DamagedFile, Refusal */
export async function previewImport(ask: Ask, wanted: Import, onRead: (count: number) => void, onLooked: OnProgress): Promise<Preview> {
  const found = await survey(wanted.format, wanted.files, wanted, onRead);
  const came = nothing();
  // The broker looks at one batch at a time, and what is said in two of them is new in both.
  const seen = new Set<string>();
  const once = filtered(readItems(wanted.format, wanted.files, wanted), ({ content }) => {
    const text = content.normalize('NFC').trim();
    const isNew = !seen.has(text);
    if (isNew) seen.add(text);
    else came.existing++;
    return isNew;
  });
  const { id } = await ask<{ id: string }>('import.begin', { compartment: wanted.compartment });
  await send(ask, { ...wanted, id, dryRun: true }, once, came, (done) => onLooked(done, found.items));
  return { ...found, ...came };
}

/** @returns `action`: undoes all of it as one. @throws DamagedFile, Refusal */
export async function runImport(ask: Ask, wanted: Import, items: number, onProgress: OnProgress): Promise<Came & { readonly action: string }> {
  const came = nothing();
  const { id } = await ask<{ id: string }>('import.begin', { compartment: wanted.compartment });
  await send(ask, { ...wanted, id, dryRun: false }, readItems(wanted.format, wanted.files, wanted), came, (done) => onProgress(done, items));
  return { ...came, action: id };
}

type Sending = Import & { readonly id: string; readonly dryRun: boolean };

async function send(ask: Ask, sending: Sending, items: AsyncIterable<Item>, came: Came, onSent: (count: number) => void): Promise<void> {
  const { id, compartment, format, files, dryRun } = sending;
  let sent = 0;
  for await (const batch of inBatches(items, (item) => JSON.stringify(item).length)) {
    const params = { id, compartment, program: format.program, file: nameOf(files), dryRun, items: batch.map(withoutPlace) };
    const { stored, restored, existing, held, refused } = await ask<Added>('import.add', params);
    came.stored += stored;
    came.restored += restored;
    came.existing += existing;
    came.held += held.secret + held.instruction;
    came.refused += refused.length;
    came.because ??= refused[0]?.why ?? null;
    sent += batch.length;
    onSent(sent);
  }
}

const nothing = (): Came => ({ stored: 0, restored: 0, existing: 0, held: 0, refused: 0, because: null });

function withoutPlace({ place: _, ...item }: Item): Omit<Item, 'place'> {
  return item;
}

function nameOf(files: readonly SourceFile[]): string {
  const [first] = files;
  return files.length === 1 && first !== undefined ? first.path.slice(0, 200) : `${files.length} files`;
}

async function* filtered(items: AsyncIterable<Item>, isWanted: (item: Item) => boolean): AsyncIterable<Item> {
  for await (const item of items) if (isWanted(item)) yield item;
}
