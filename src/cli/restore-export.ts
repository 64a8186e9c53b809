/** Gatehouse's own export, back in. Every byte of it is checked before the first one is sent. */
import type { Source } from '../edge/files/open-source.ts';
import { checkExport } from '../moving/check-export.ts';
import { inBatches } from '../moving/in-batches.ts';
import { readExport } from '../moving/own-export.ts';
import { DamagedFile, type SourceFile } from '../moving/reading.ts';
import { unseal } from '../moving/seal.ts';
import type { Control } from './control-client.ts';
import { createDigest } from './create-digest.ts';
import type { ImportOptions } from './import-command.ts';
import type { Moves } from './moves.ts';

type Counts = {
  memories: number;
  existing: number;
  binned: number;
  duplicate: number;
  astray: number;
  versions: number;
  held: number;
  compartments: number;
};

export async function restoreExport(
  { files }: Source,
  own: 'sealed' | 'export',
  { passphraseFd, dryRun, compartment }: ImportOptions,
  control: Control,
  moves: Moves,
): Promise<{ readonly json: object; readonly text: string }> {
  const [given] = files as readonly [SourceFile];
  if (compartment !== undefined) throw new DamagedFile(`${given.path} says itself which compartment each memory belongs to. Leave --compartment out.`);
  const file = own === 'sealed' ? opened(given, await moves.passphrase(passphraseFd, [`Passphrase of ${given.path}: `])) : given;
  const memories = await checkExport(file, createDigest, (count) => moves.progress(`Checking: ${count}`));
  if (dryRun === true) {
    return { json: { dryRun: true, memories }, text: `${given.path} is whole, with ${memories} memories in it. Nothing was changed.` };
  }

  const totals: Counts = { memories: 0, existing: 0, binned: 0, duplicate: 0, astray: 0, versions: 0, held: 0, compartments: 0 };
  await control.call('restore.begin', {});
  const end = () => control.call<{ held: number }>('restore.end', {});
  try {
    for await (const batch of inBatches(readExport(file, createDigest), (line) => line.length)) {
      const counts = await control.call<Counts>('restore.add', { records: batch.map((line) => JSON.parse(line)) });
      for (const name of Object.keys(totals) as (keyof Counts)[]) totals[name] += counts[name];
      moves.progress(`Restoring: ${totals.memories + totals.existing} of ${memories}`);
    }
  } catch (cause) {
    if (!(cause instanceof DamagedFile)) throw cause;
    // It was whole a moment ago. What of it is in is looked at by the rules, like all that comes out of a file.
    const { held } = await end();
    if (Object.values(totals).every((count) => count === 0)) throw cause;
    throw new DamagedFile(`${given.path} was changed while it was read, and a part of it is in. ${describe(totals, held)}`, { cause });
  }
  const { held } = await end();
  return { json: { dryRun: false, ...totals, newlyHeld: held }, text: describe(totals, held) };
}

function opened(file: SourceFile, passphrase: string): SourceFile {
  return { ...file, bytes: () => unseal(file.bytes(), passphrase, file.path) };
}

function describe({ memories, existing, binned, duplicate, astray, versions, held, compartments }: Counts, newlyHeld: number): string {
  const lines = [
    memories + versions + compartments + held === 0
      ? 'Nothing was missing here.'
      : `Restored ${memories} memories with ${versions} earlier versions, ${compartments} compartments and ${held} held texts.`,
    existing > 0 && `${existing} were there already and stay as they are here.`,
    binned > 0 &&
      `${binned} of them are in the bin here, and stay there. Undo what forgot them, or take them out in the window. What can be undone: gatehouse undo`,
    duplicate > 0 && `${duplicate} are remembered here under another id.`,
    astray > 0 && `${astray} belong to a compartment that is not in the file and were left out.`,
    newlyHeld > 0 && `${newlyHeld} wait for you, because the rules of today object to them. See: gatehouse held`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}
