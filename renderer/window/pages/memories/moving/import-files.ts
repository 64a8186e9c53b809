/** Files of other programs, read in the page, which can do nothing else; the broker gets memories and judges each of them again. */
import type { Format, Item, SourceFile } from '../../../../../src/moving/reading.ts';
import { type Added, type Came, hasChanged, sendItems } from '../../../../../src/moving/send-items.ts';
import { readItems, type Survey, survey } from '../../../../../src/moving/survey.ts';
import type { Ask } from './ask.ts';

export type Import = {
  readonly format: Format;
  readonly files: readonly SourceFile[];
  /** Id of the compartment. */
  readonly compartment: string;
  readonly everything: boolean;
};

export type Preview = Came & Survey;

type OnProgress = (done: number, all: number) => void;

/** What would come in; nothing is changed. @throws DamagedFile, Refusal */
export async function previewImport(ask: Ask, wanted: Import, onRead: (count: number) => void, onLooked: OnProgress): Promise<Preview> {
  const found = await survey(wanted.format, wanted.files, wanted, onRead);
  // The broker looks at one batch at a time, and what is said in two of them is new in both.
  const seen = new Set<string>();
  let twice = 0;
  const once = filtered(readItems(wanted.format, wanted.files, wanted), ({ content }) => {
    const text = content.normalize('NFC').trim();
    const isNew = !seen.has(text);
    if (isNew) seen.add(text);
    else twice++;
    return isNew;
  });
  const came = await send(ask, wanted, await begin(ask, wanted), true, once, (done) => onLooked(done, found.items));
  return { ...found, ...came, existing: came.existing + twice };
}

/**
 * @param onProgress also told the action that undoes what is in by then
 * @returns `action`: undoes all of it as one; null where it changed nothing. @throws DamagedFile, Refusal
 */
export async function runImport(
  ask: Ask,
  wanted: Import,
  items: number,
  onProgress: (done: number, all: number, action: string) => void,
): Promise<Came & { readonly action: string | null }> {
  const id = await begin(ask, wanted);
  const all = readItems(wanted.format, wanted.files, wanted);
  const came = await send(ask, wanted, id, false, all, (done) => onProgress(done, items, id));
  return { ...came, action: hasChanged(came) ? id : null };
}

async function begin(ask: Ask, { compartment }: Import): Promise<string> {
  return (await ask<{ id: string }>('import.begin', { compartment })).id;
}

function send(ask: Ask, wanted: Import, id: string, dryRun: boolean, items: AsyncIterable<Item>, onSent: (count: number) => void): Promise<Came> {
  const { compartment, format, files } = wanted;
  return sendItems(items, { id, compartment, program: format.program, files, dryRun }, (parameters) => ask<Added>('import.add', parameters), onSent);
}

async function* filtered(items: AsyncIterable<Item>, isWanted: (item: Item) => boolean): AsyncIterable<Item> {
  for await (const item of items) if (isWanted(item)) yield item;
}
