/** `gatehouse import`: reads what another program wrote, and hands it to the broker. */
import { openSource, type Source } from '../edge/files/open-source.ts';
import { detect, formatNamed } from '../moving/detect.ts';
import { inBatches } from '../moving/in-batches.ts';
import type { Format, Item } from '../moving/reading.ts';
import { DamagedFile } from '../moving/reading.ts';
import { readItems, survey } from '../moving/survey.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Control } from './control-client.ts';
import { eachOnce } from './each-once.ts';
import type { Moves } from './moves.ts';
import { restoreExport } from './restore-export.ts';

export type ImportOptions = {
  readonly from?: string;
  readonly compartment?: string;
  readonly dryRun?: true;
  readonly skipBroken?: true;
  readonly everything?: true;
  readonly passphraseFd?: number;
};

type Held = { readonly secret: number; readonly instruction: number };
type Added = {
  readonly stored: number;
  readonly restored: number;
  readonly existing: number;
  readonly held: Held;
  readonly refused: readonly { readonly why: string }[];
};

/** What an import did, or would do. */
export type ImportReport = {
  /** The action that undoes it; null for a dry run, and where nothing came in. */
  readonly import: string | null;
  readonly from: string;
  readonly compartment: { readonly id: string; readonly name: string };
  readonly dryRun: boolean;
  readonly stored: number;
  readonly restored: number;
  readonly existing: number;
  readonly held: Held;
  readonly refused: number;
  /** Why the first one was refused. */
  readonly because: string | null;
  readonly cut: number;
  readonly broken: number;
  readonly notTaken: number;
  /** Files of the folder that are none of this format's. */
  readonly otherFiles: number;
};

/** @throws DamagedFile before anything was sent, unless the connection breaks */
export async function runImport(
  path: string,
  options: ImportOptions,
  control: Control,
  moves: Moves,
): Promise<{ readonly json: object; readonly text: string }> {
  const source = openSource(path);
  const detected = options.from === undefined ? await detect(source.files) : { format: formatNamed(options.from) };
  if ('own' in detected) return restoreExport(source, detected.own, options, control, moves);
  const report = await importFrom(detected.format, source, options, control, moves);
  return { json: report, text: describe(report) };
}

async function importFrom(format: Format, source: Source, options: ImportOptions, control: Control, moves: Moves): Promise<ImportReport> {
  const { files, notTaken } = source;
  const reading = { everything: options.everything === true };
  const dryRun = options.dryRun === true;
  const { id, compartment } = await control.call<{ id: string; compartment: { id: string; name: string } }>('import.begin', {
    compartment: options.compartment,
  });

  for (const name of notTaken) moves.err(`${plainText(name)} is neither a file nor a folder and was left out.`);
  const found = await survey(format, files, reading, (count) => moves.progress(`Reading: ${count}`));
  for (const { place, what } of found.problems) moves.err(`${plainText(place)} ${what}.`);
  if (found.problemCount > found.problems.length) moves.err(`And ${found.problemCount - found.problems.length} more.`);
  if (found.problemCount > 0 && options.skipBroken !== true) {
    throw new DamagedFile('Nothing was imported. Mend what is named above, or leave it out with --skip-broken.');
  }

  const totals = { stored: 0, restored: 0, existing: 0, held: { secret: 0, instruction: 0 }, refused: 0, because: null as string | null };
  const all = readItems(format, files, reading);
  const items = dryRun ? eachOnce(all, () => totals.existing++) : all;
  let sent = 0;
  for await (const batch of inBatches(items, (item) => JSON.stringify(item).length)) {
    const params = { id, compartment: compartment.id, program: format.program, file: plainName(source), dryRun, items: batch.map(withoutPlace) };
    add(totals, await control.call<Added>('import.add', params));
    sent += batch.length;
    moves.progress(`${dryRun ? 'Looking' : 'Importing'}: ${sent} of ${found.items}`);
  }
  return {
    import: dryRun || totals.stored + totals.restored === 0 ? null : id,
    from: format.name,
    compartment,
    dryRun,
    ...totals,
    cut: found.cut,
    broken: found.problemCount,
    notTaken: notTaken.length,
    otherFiles: found.otherFiles,
  };
}

function withoutPlace({ place: _, ...item }: Item): Omit<Item, 'place'> {
  return item;
}

/** The file's name, without the way to it; a folder is its number of files. */
function plainName({ files }: Source): string {
  const [first] = files;
  return files.length === 1 && first !== undefined ? plainText(first.path).slice(0, 200) || 'a file' : `${files.length} files`;
}

type Totals = { stored: number; restored: number; existing: number; held: { secret: number; instruction: number }; refused: number; because: string | null };

function add(totals: Totals, { stored, restored, existing, held, refused }: Added): void {
  totals.stored += stored;
  totals.restored += restored;
  totals.existing += existing;
  totals.held.secret += held.secret;
  totals.held.instruction += held.instruction;
  totals.refused += refused.length;
  totals.because ??= refused[0]?.why ?? null;
}

function describe(report: ImportReport): string {
  const { stored, restored, existing, held, refused, because, cut, broken, otherFiles, dryRun } = report;
  const waiting = held.secret + held.instruction;
  const lines = [
    `${dryRun ? 'Would import' : 'Imported'} ${count(stored + restored)} from ${report.from} into ${plainText(report.compartment.name)}.`,
    restored > 0 && `${restored} of them ${dryRun ? 'would come' : 'came'} back out of the bin.`,
    existing > 0 && `${existing} ${existing === 1 ? 'is' : 'are'} there already, or said twice in the file.`,
    waiting > 0 &&
      `${waiting} ${dryRun ? 'would be held' : 'wait'} for you: ${held.secret} with a secret in them, ${held.instruction} that give orders. See: gatehouse held`,
    refused > 0 && `${refused} ${dryRun ? 'would be' : 'were'} left out. ${because}`,
    cut > 0 && `${cut} had tags or details longer than a memory's may be; those were cut.`,
    broken > 0 && `${broken} could not be read and were left out.`,
    otherFiles > 0 && `${otherFiles} other ${otherFiles === 1 ? 'file' : 'files'} of the folder ${otherFiles === 1 ? 'was' : 'were'} not looked into.`,
    dryRun && 'Nothing was changed.',
    report.import !== null && `Undo it with: gatehouse undo ${report.import}`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}

function count(memories: number): string {
  return memories === 1 ? '1 memory' : `${memories} memories`;
}
