/** What another program wrote, into the broker: all of it is read once before the first memory is sent. */
import type { Source } from '../edge/files/open-source.ts';
import { DamagedFile, type Format } from '../moving/reading.ts';
import { type Added, hasChanged, sendItems } from '../moving/send-items.ts';
import { readItems, type Survey, survey } from '../moving/survey.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Control } from './control-client.ts';
import { eachOnce } from './each-once.ts';
import type { ImportOptions } from './import-command.ts';
import type { ImportReport } from './import-report.ts';
import type { Moves } from './moves.ts';

/** @throws DamagedFile */
export async function importForeign(format: Format, source: Source, options: ImportOptions, control: Control, moves: Moves): Promise<ImportReport> {
  const { files, notTaken } = source;
  const reading = { everything: options.everything === true };
  const dryRun = options.dryRun === true;
  const { id, compartment } = await control.call<{ id: string; compartment: { id: string; name: string } }>('import.begin', {
    compartment: options.compartment,
  });

  for (const name of notTaken) moves.err(`${plainText(name)} is no file or folder that can be read, and was left out.`);
  const found = await survey(format, files, reading, (count) => moves.progress(`Reading: ${count}`));
  nameProblems(found, options, moves);

  let twice = 0;
  let sent = 0;
  const all = readItems(format, files, reading);
  const came = await sendItems(
    dryRun ? eachOnce(all, () => twice++) : all,
    { id, compartment: compartment.id, program: format.program, files, dryRun },
    (parameters) => control.call<Added>('import.add', parameters),
    (count) => {
      sent = count;
      moves.progress(`${dryRun ? 'Looking' : 'Importing'}: ${sent} of ${found.items}`);
    },
  ).catch((cause: unknown) => {
    // A file that changed since it was read the first time: what was sent before stays, and the person has to know.
    if (!(cause instanceof DamagedFile) || dryRun || sent === 0) throw cause;
    throw new DamagedFile(`${cause.message} What came before it is in, ${sent} of ${found.items}. Take it out again with: gatehouse undo ${id}`, { cause });
  });
  return {
    import: !dryRun && hasChanged(came) ? id : null,
    from: format.name,
    compartment,
    dryRun,
    ...came,
    existing: came.existing + twice,
    cut: found.cut,
    broken: found.problemCount,
    notTaken: notTaken.length,
    otherFiles: found.otherFiles,
  };
}

/** @throws DamagedFile unless the person wants the rest all the same */
function nameProblems({ problems, problemCount }: Survey, { skipBroken }: ImportOptions, moves: Moves): void {
  for (const { place, what } of problems) moves.err(`${plainText(place)} ${what}.`);
  if (problemCount > problems.length) moves.err(`And ${problemCount - problems.length} more.`);
  if (problemCount > 0 && skipBroken !== true) {
    throw new DamagedFile('Nothing was imported. Mend what is named above, or leave it out with --skip-broken.');
  }
}
