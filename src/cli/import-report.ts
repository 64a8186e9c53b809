/** What an import did, or would do: as JSON for programs, and in words. */
import type { Came } from '../moving/send-items.ts';
import { plainText } from '../shared/plain-text.ts';

export type ImportReport = Readonly<Came> & {
  /** The action that undoes it; null for a dry run, and where nothing came in. */
  readonly import: string | null;
  readonly from: string;
  readonly compartment: { readonly id: string; readonly name: string };
  readonly dryRun: boolean;
  readonly cut: number;
  readonly broken: number;
  readonly notTaken: number;
  /** Files of the folder that are none of this format's. */
  readonly otherFiles: number;
};

export function describeImport(report: ImportReport): string {
  const { stored, restored, existing, kept, held, refused, because, cut, broken, otherFiles, dryRun } = report;
  const waiting = held.secret + held.instruction;
  const lines = [
    `${dryRun ? 'Would import' : 'Imported'} ${count(stored + restored)} from ${report.from} into ${plainText(report.compartment.name)}.`,
    restored > 0 && `${restored} of them ${dryRun ? 'would come' : 'came'} back out of the bin.`,
    existing > 0 && `${existing} ${existing === 1 ? 'is' : 'are'} there already, or said twice in the file.`,
    kept > 0 && `${kept} ${kept === 1 ? 'was' : 'were'} there until a day, and ${dryRun ? 'would stay' : 'stay'} for good.`,
    waiting > 0 &&
      `${waiting} ${dryRun ? 'would be held' : 'wait'} for you: ${held.secret} with a secret in them, ${held.instruction} that give orders. See: gatehouse held`,
    refused > 0 && `${refused} ${dryRun ? 'would be' : 'were'} left out. ${because}`,
    cut > 0 && `${cut} had tags or details longer than a memory's may be: tags were cut, details left out.`,
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
